# expects: khensh:MappingShape-stated
# The link was withdrawn and its evidence was not.
DELETE { GRAPH ?links { ?thing ?kind ?value } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?value }
    GRAPH ?links { ?thing ?kind ?value }
}
