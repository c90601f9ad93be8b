# expects: khensh:OrganizationShape-noCycle
# A body above its own parent.
INSERT { GRAPH ?graph { ?parent org:subOrganizationOf ?this } }
WHERE {
    { SELECT ?this ?parent WHERE { GRAPH ?any { ?this org:unitOf ?parent } } ORDER BY ?this ?parent LIMIT 1 }
    GRAPH ?graph { ?this org:unitOf ?parent }
}
