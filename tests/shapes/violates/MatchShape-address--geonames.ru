# expects: khensh:MatchShape-address
# A feature without the oblique line at its end.
DELETE { GRAPH ?links { ?thing ?kind ?old } GRAPH ?graph { ?this owl:annotatedTarget ?old } }
INSERT { GRAPH ?links { ?thing ?kind <https://sws.geonames.org/1587974> } GRAPH ?graph { ?this owl:annotatedTarget <https://sws.geonames.org/1587974> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?old }
    GRAPH ?links { ?thing ?kind ?old }
}
