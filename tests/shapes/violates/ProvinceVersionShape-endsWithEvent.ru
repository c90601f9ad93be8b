# expects: khensh:ProvinceVersionShape-endsWithEvent
# A province that has ended without a change event.
DELETE { GRAPH ?graph { ?this vl:endEvent ?event } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this vl:endEvent ?event }
}
