# expects: khensh:AreaShape-deprecated
# A place that has ended and is not marked so.
DELETE { GRAPH ?graph { ?this a vl:Deprecated } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnit, vl:Deprecated } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a vl:Deprecated }
}
