# expects: khensh:AreaVersionShape-startsWithEvent
# A change of another day than the version it brings.
DELETE { GRAPH ?graph { ?event schema:validFrom ?old } }
INSERT { GRAPH ?graph { ?event schema:validFrom "2024-07-01"^^xsd:date } }
WHERE {
    { SELECT ?event WHERE { GRAPH ?any { ?this vl:startEvent ?event ; schema:validFrom ?from } } ORDER BY ?event LIMIT 1 }
    GRAPH ?graph { ?event schema:validFrom ?old }
}
