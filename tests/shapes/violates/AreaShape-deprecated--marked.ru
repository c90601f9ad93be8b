# expects: khensh:AreaShape-deprecated
# A place that goes on and is marked as ended.
INSERT { GRAPH ?graph { ?this a vl:Deprecated } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnit } FILTER NOT EXISTS { GRAPH ?any { ?this a vl:Deprecated } } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AdministrativeUnit }
}
