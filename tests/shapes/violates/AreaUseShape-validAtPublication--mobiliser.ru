# expects: khensh:AreaUseShape-validAtPublication
# A place of another time (mobiliser).
DELETE { GRAPH ?graph { ?this khen:mobiliser ?old } }
INSERT { GRAPH ?graph { ?this khen:mobiliser ?later } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:FundMobilisation ; khen:mobiliser ?area ; khen:evidence|oa:hasTarget ?evidence } } ORDER BY ?this LIMIT 1 }
    { SELECT ?later WHERE { GRAPH ?any { ?later a khen:AdministrativeUnitVersion ; schema:validFrom ?from } FILTER (?from > "2025-01-01"^^xsd:date) } ORDER BY ?later LIMIT 1 }
    GRAPH ?graph { ?this khen:mobiliser ?old }
}
