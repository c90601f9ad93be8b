# expects: khensh:AreaUseShape-validAtPublication
# A place of another time (organisation).
DELETE { GRAPH ?graph { ?this schema:areaServed ?old } }
INSERT { GRAPH ?graph { ?this schema:areaServed ?later } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a org:Organization ; schema:areaServed ?area ; khen:evidence|oa:hasTarget ?evidence } } ORDER BY ?this LIMIT 1 }
    { SELECT ?later WHERE { GRAPH ?any { ?later a khen:AdministrativeUnitVersion ; schema:validFrom ?from } FILTER (?from > "2025-01-01"^^xsd:date) } ORDER BY ?later LIMIT 1 }
    GRAPH ?graph { ?this schema:areaServed ?old }
}
