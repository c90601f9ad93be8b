# expects: khensh:ProvinceVersionShape-currentGiven
# Nothing says what a former province is today.
DELETE { GRAPH ?graph { ?this khen:currentVersion ?today } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:currentVersion ?today }
}
