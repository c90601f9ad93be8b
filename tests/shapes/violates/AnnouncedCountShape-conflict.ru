# expects: khensh:AnnouncedCountShape-conflict
# Two numbers announced for one kind, and nothing said of it.
INSERT { GRAPH ?graph {
    ?decision khen:announcedCount <https://w3id.org/khen/id/count/planted> .
    <https://w3id.org/khen/id/count/planted> a khen:AnnouncedCount ; khen:recipientCount 77 ; khen:recipientKind ?kind ; khen:award ?award
} }
WHERE {
    { SELECT ?count WHERE { GRAPH ?any { ?count a khen:AnnouncedCount } } ORDER BY ?count LIMIT 1 }
    GRAPH ?graph { ?decision khen:announcedCount ?count . ?count khen:recipientKind ?kind ; khen:award ?award }
}
