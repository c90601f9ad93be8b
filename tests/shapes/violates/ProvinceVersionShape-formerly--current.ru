# expects: khensh:ProvinceVersionShape-formerly
# Today's unit does not name one that it was.
DELETE { GRAPH ?graph { ?today khen:formerVersion ?this } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?today khen:formerVersion ?this }
}
