# expects: khensh:ProvinceVersionShape-formerly
# A former unit does not name what it is today.
DELETE { GRAPH ?graph { ?this khen:currentVersion ?today } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:currentVersion ?today }
}
