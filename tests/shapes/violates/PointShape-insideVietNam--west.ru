# expects: khensh:PointShape-insideVietNam
# A point west of Viet Nam.
DELETE { GRAPH ?graph { ?this wgs:long ?old } }
INSERT { GRAPH ?graph { ?this wgs:long 102.13 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this geo:hasGeometry ?point } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this wgs:long ?old }
}
