# expects: khensh:ProvinceVersionShape-point
# The point is written with the latitude first.
DELETE { GRAPH ?graph { ?point geo:asWKT ?old } }
INSERT { GRAPH ?graph { ?point geo:asWKT ?swapped } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this geo:hasGeometry ?point } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this geo:hasGeometry ?point ; wgs:lat ?latitude ; wgs:long ?longitude . ?point geo:asWKT ?old }
    BIND (STRDT(CONCAT("POINT(", STR(?latitude), " ", STR(?longitude), ")"), geo:wktLiteral) AS ?swapped)
}
