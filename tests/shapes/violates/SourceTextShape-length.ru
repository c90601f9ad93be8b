# expects: khensh:SourceTextShape-length
# One character more than the text has.
DELETE { GRAPH ?graph { ?this khen:characterCount ?old } }
INSERT { GRAPH ?graph { ?this khen:characterCount ?longer } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:SourceText ; khen:characterCount ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:characterCount ?old }
    BIND (?old + 1 AS ?longer)
}
