# expects: khensh:MatchShape-address
# The page about an item, and not the item.
DELETE { GRAPH ?links { ?thing ?kind ?old } GRAPH ?graph { ?this owl:annotatedTarget ?old } }
INSERT { GRAPH ?links { ?thing ?kind <https://www.wikidata.org/wiki/Q33366> } GRAPH ?graph { ?this owl:annotatedTarget <https://www.wikidata.org/wiki/Q33366> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?old }
    GRAPH ?links { ?thing ?kind ?old }
}
