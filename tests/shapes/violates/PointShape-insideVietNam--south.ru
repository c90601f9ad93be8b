# expects: khensh:PointShape-insideVietNam
# A point south of Viet Nam.
DELETE { GRAPH ?graph { ?this wgs:lat ?old } }
INSERT { GRAPH ?graph { ?this wgs:lat 8.32 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this geo:hasGeometry ?point } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this wgs:lat ?old }
}
