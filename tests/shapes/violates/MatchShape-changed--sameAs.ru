# expects: khensh:MatchShape-changed
# A province that was combined is identified with another data set's.
DELETE { GRAPH ?links { ?thing ?kind ?value } GRAPH ?graph { ?this owl:annotatedProperty ?kind } }
INSERT { GRAPH ?links { ?thing owl:sameAs ?value } GRAPH ?graph { ?this owl:annotatedProperty owl:sameAs } }
WHERE {
    { SELECT ?this WHERE {
        GRAPH ?any { ?this a owl:Axiom }
        GRAPH ?some { ?this owl:annotatedSource ?place }
        GRAPH ?areas { ?version vl:identity ?place ; schema:validThrough ?end }
    } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?value }
    GRAPH ?links { ?thing ?kind ?value }
}
