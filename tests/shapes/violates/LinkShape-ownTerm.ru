# expects: khensh:LinkShape-ownTerm
# A property that the ontology does not define.
INSERT { GRAPH ?graph { ?this khen:listPostion 3 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AwardConferral }
}
