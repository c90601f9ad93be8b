# expects: khensh:MatchShape-changed
# A version that has ended is identified with an item that has no end.
INSERT { GRAPH ?links { ?version owl:sameAs ?value } }
WHERE {
    { SELECT ?this WHERE {
        GRAPH ?any { ?this a owl:Axiom }
        GRAPH ?some { ?this owl:annotatedSource ?place }
        GRAPH ?areas { ?version vl:identity ?place ; schema:validThrough ?end }
    } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?place ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?value }
    GRAPH ?links { ?place ?kind ?value }
    GRAPH ?areas { ?version vl:identity ?place ; schema:validThrough ?end }
}
