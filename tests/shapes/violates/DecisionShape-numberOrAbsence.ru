# expects: khensh:DecisionShape-numberOrAbsence
# Neither a number of the decision nor its absence.
DELETE { GRAPH ?graph { ?this schema:legislationIdentifier ?old . ?this khen:notStated schema:legislationIdentifier } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardDecision } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AwardDecision }
    OPTIONAL { GRAPH ?graph { ?this schema:legislationIdentifier ?number } }
    BIND (COALESCE(?number, "") AS ?old)
}
