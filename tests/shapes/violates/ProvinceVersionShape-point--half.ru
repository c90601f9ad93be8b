# expects: khensh:ProvinceVersionShape-point
# A latitude without a longitude.
DELETE { GRAPH ?graph { ?this wgs:long ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this geo:hasGeometry ?point } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this wgs:long ?old }
}
