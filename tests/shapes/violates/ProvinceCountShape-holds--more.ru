# expects: khensh:ProvinceCountShape-holds
# A count of one province too many.
DELETE { GRAPH ?graph { ?this khen:unitCount ?old } }
INSERT { GRAPH ?graph { ?this khen:unitCount ?more } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:ProvinceCount } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:unitCount ?old }
    BIND (?old + 1 AS ?more)
}
