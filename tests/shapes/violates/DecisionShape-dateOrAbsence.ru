# expects: khensh:DecisionShape-dateOrAbsence
# Neither a date of the decision nor its absence.
DELETE { GRAPH ?graph { ?this schema:legislationDate ?old . ?this khen:notStated schema:legislationDate } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardDecision } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AwardDecision }
    OPTIONAL { GRAPH ?graph { ?this schema:legislationDate ?day } }
    BIND (COALESCE(?day, "") AS ?old)
}
