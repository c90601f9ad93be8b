# expects: khensh:AreaUseShape-validAtPublication
# A place of another time (mention).
DELETE { GRAPH ?graph { ?this oa:hasBody ?old } }
INSERT { GRAPH ?graph { ?this oa:hasBody ?later } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a oa:Annotation ; oa:hasBody ?area ; khen:evidence|oa:hasTarget ?evidence } } ORDER BY ?this LIMIT 1 }
    { SELECT ?later WHERE { GRAPH ?any { ?later a khen:AdministrativeUnitVersion ; schema:validFrom ?from } FILTER (?from > "2025-01-01"^^xsd:date) } ORDER BY ?later LIMIT 1 }
    GRAPH ?graph { ?this oa:hasBody ?old }
}
