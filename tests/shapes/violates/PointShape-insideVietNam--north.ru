# expects: khensh:PointShape-insideVietNam
# A point north of Viet Nam.
DELETE { GRAPH ?graph { ?this wgs:lat ?old } }
INSERT { GRAPH ?graph { ?this wgs:lat 23.41 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this geo:hasGeometry ?point } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this wgs:lat ?old }
}
