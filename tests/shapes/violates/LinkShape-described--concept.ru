# expects: khensh:LinkShape-described
# A concept misspelt.
INSERT { GRAPH ?graph { ?this khen:recipientKind khen:Colective } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AwardConferral }
}
