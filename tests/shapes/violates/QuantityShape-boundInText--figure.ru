# expects: khensh:QuantityShape-boundInText
# A number coded with a qualifier where the text says “at least” (figure).
DELETE { GRAPH ?text { ?token khen:readQualifier ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:statedValue ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:statedValue ?number ; khen:evidence ?span }
    GRAPH ?joined { ?token khen:quotedIn ?span }
    GRAPH ?text { ?token khen:readValue ?number ; khen:readQualifier ?old }
}
