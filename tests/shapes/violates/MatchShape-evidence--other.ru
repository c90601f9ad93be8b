# expects: khensh:MatchShape-evidence
# The evidence is of the other kind of match.
DELETE { GRAPH ?graph { ?this owl:annotatedProperty ?kind } }
INSERT { GRAPH ?graph { ?this owl:annotatedProperty owl:sameAs } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedProperty ?kind }
}
