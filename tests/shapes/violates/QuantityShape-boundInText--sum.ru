# expects: khensh:QuantityShape-boundInText
# A number coded with a qualifier where the text says “at least” (sum).
DELETE { GRAPH ?text { ?token khen:readQualifier ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:MonetaryAmount ; schema:value ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:value ?number ; khen:evidence ?span }
    GRAPH ?joined { ?token khen:quotedIn ?span }
    GRAPH ?text { ?token khen:readValue ?number ; khen:readQualifier ?old }
}
