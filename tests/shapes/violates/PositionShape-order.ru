# expects: khensh:PositionShape-order
# A quotation that ends before it begins.
DELETE { GRAPH ?graph { ?this oa:start ?start ; oa:end ?end } }
INSERT { GRAPH ?graph { ?this oa:start ?end ; oa:end ?start } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a oa:TextPositionSelector } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this oa:start ?start ; oa:end ?end }
}
