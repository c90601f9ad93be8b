# expects: khensh:PointShape-insideVietNam
# A point east of Viet Nam.
DELETE { GRAPH ?graph { ?this wgs84:long ?old } }
INSERT { GRAPH ?graph { ?this wgs84:long 109.54 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this geo:hasGeometry ?point } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this wgs84:long ?old }
}
