# expects: khensh:MatchShape-evidence
# A link whose evidence was forgotten.
DELETE { GRAPH ?graph { ?this ?property ?value } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this ?property ?value }
}
