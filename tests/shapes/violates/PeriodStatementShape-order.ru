# expects: khensh:PeriodStatementShape-order
# A period that runs backwards.
DELETE { GRAPH ?graph { ?this khen:startYear ?start ; khen:endYear ?end } }
INSERT { GRAPH ?graph { ?this khen:startYear ?end ; khen:endYear ?start } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:PeriodStatement } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:startYear ?start ; khen:endYear ?end }
}
