# expects: khensh:PeriodStatementShape-yearsInQuote
# A period with a year that its quotation does not hold.
DELETE { GRAPH ?graph { ?this khen:endYear ?old } }
INSERT { GRAPH ?graph { ?this khen:endYear "2029"^^xsd:gYear } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:PeriodStatement ; khen:endYear ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:endYear ?old }
}
