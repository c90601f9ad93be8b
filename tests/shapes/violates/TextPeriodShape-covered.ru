# expects: khensh:TextPeriodShape-covered
# A period of the text that was not read, although the programme quotes the line.
DELETE { GRAPH ?graph { ?this khen:evidence ?old } }
INSERT { GRAPH ?graph { ?programme khen:evidence ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:PeriodStatement } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:evidence ?old . ?programme khen:periodStatement ?this }
}
