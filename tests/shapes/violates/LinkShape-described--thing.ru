# expects: khensh:LinkShape-described
# An address that nothing describes.
DELETE { GRAPH ?graph { ?this org:role ?old } }
INSERT { GRAPH ?graph { ?this org:role <https://w3id.org/khen/id/role/none> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a org:Membership } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this org:role ?old }
}
