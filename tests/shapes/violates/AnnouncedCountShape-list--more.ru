# expects: khensh:AnnouncedCountShape-list
# One recipient more announced than listed.
DELETE { GRAPH ?graph { ?this khen:recipientCount ?old } }
INSERT { GRAPH ?graph { ?this khen:recipientCount ?more } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AnnouncedCount ; khen:recipientCount ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:recipientCount ?old }
    BIND (?old + 1 AS ?more)
}
