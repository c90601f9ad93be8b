# expects: khensh:PointShape-insideVietNam
# A point east of Viet Nam.
DELETE { GRAPH ?graph { ?this wgs:long ?old } }
INSERT { GRAPH ?graph { ?this wgs:long 109.54 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this geo:hasGeometry ?point } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this wgs:long ?old }
}
