# expects: khensh:OrganizationShape-noCycle
# A body above itself.
INSERT { GRAPH ?graph { ?this org:subOrganizationOf ?this } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a org:Organization } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a org:Organization }
}
