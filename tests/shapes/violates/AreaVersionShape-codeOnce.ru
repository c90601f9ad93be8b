# expects: khensh:AreaVersionShape-codeOnce
# Two provinces with one code at one time.
DELETE { GRAPH ?graph { ?this khen:statisticalCode ?old } }
INSERT { GRAPH ?graph { ?this khen:statisticalCode ?code } }
WHERE {
    { SELECT ?this ?code WHERE { GRAPH ?any {
        ?this schema:validThrough ?end ; khen:statisticalCode ?mine ; vl:identity ?place . ?place khen:level khen:Province .
        ?other schema:validThrough ?end ; khen:statisticalCode ?code ; vl:identity ?elsewhere . ?elsewhere khen:level khen:Province .
        FILTER (?this != ?other)
      } } ORDER BY ?this ?other LIMIT 1 }
    GRAPH ?graph { ?this khen:statisticalCode ?old }
}
