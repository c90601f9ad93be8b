# expects: khensh:AreaVersionShape-interval
# A version that ends before it begins.
DELETE { GRAPH ?graph { ?this schema:validFrom ?old } }
INSERT { GRAPH ?graph { ?this schema:validFrom "2031-01-01"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; schema:validThrough ?end } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:validThrough ?end }
    OPTIONAL { GRAPH ?graph { ?this schema:validFrom ?from } }
    BIND (COALESCE(?from, "") AS ?old)
}
