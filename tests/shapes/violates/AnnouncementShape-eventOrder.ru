# expects: khensh:AnnouncementShape-eventOrder
# The ceremony takes place after its own report.
DELETE { GRAPH ?graph { ?event schema:startDate ?old } }
INSERT { GRAPH ?graph { ?event schema:startDate "2031-01-01"^^xsd:date } }
WHERE {
    { SELECT ?event WHERE { GRAPH ?any { ?this khen:reports ?event . ?event schema:startDate ?day } } ORDER BY ?event LIMIT 1 }
    GRAPH ?graph { ?event schema:startDate ?old }
}
