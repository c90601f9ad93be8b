# expects: khensh:ProvinceVersionShape-currentTrue
# A unit in force is stated to be a former one today.
INSERT { GRAPH ?graph { ?this khen:currentVersion ?former } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:predecessor ?old ; vl:identity ?place . ?old vl:identity ?place } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this vl:predecessor ?former }
}
