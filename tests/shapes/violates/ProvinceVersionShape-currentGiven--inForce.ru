# expects: khensh:ProvinceVersionShape-currentGiven
# A province in force does not say that it is so itself.
DELETE { GRAPH ?graph { ?this khen:currentVersion ?this } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:predecessor ?old ; vl:identity ?place . ?old vl:identity ?place } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:currentVersion ?this }
}
