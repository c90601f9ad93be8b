# expects: khensh:TextNumberShape-covered
# A target of the text that was not read.
DELETE { GRAPH ?graph { ?this khen:evidence ?old . ?amount khen:evidence ?same } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Target } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:evidence ?old }
    OPTIONAL { GRAPH ?graph { ?this khen:amount ?sum . ?sum khen:evidence ?found } }
    BIND (COALESCE(?sum, ?this) AS ?amount)
    BIND (COALESCE(?found, ?old) AS ?same)
}
