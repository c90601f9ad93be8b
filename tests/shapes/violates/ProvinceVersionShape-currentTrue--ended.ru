# expects: khensh:ProvinceVersionShape-currentTrue
# Today's unit is one that has ended.
INSERT { GRAPH ?graph { ?this khen:currentVersion ?this } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this vl:successor ?next }
}
