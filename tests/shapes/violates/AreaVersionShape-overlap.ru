# expects: khensh:AreaVersionShape-overlap
# Two versions of one place at one time.
DELETE { GRAPH ?graph { ?this schema:validFrom ?old } }
INSERT { GRAPH ?graph { ?this schema:validFrom "2020-01-01"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this vl:identity ?place ; schema:validFrom ?from . ?before vl:identity ?place ; schema:validThrough ?end FILTER (?before != ?this) } } ORDER BY DESC(?this) LIMIT 1 }
    GRAPH ?graph { ?this schema:validFrom ?old }
}
