# expects: khensh:AnnouncedCountShape-list
# A stated discrepancy that gives other numbers does not excuse the list.
DELETE { GRAPH ?graph { ?count khen:recipientCount ?old } }
INSERT { GRAPH ?graph {
    ?count khen:recipientCount ?more .
    <https://w3id.org/khen/id/discrepancy/planted> a khen:CountDiscrepancy ; khen:ofCount ?count ;
        khen:announcedNumber ?more ; khen:listedNumber 99
} }
WHERE {
    { SELECT ?count WHERE { GRAPH ?any { ?count a khen:AnnouncedCount ; khen:recipientKind khen:Individual } } ORDER BY ?count LIMIT 1 }
    GRAPH ?graph { ?count khen:recipientCount ?old }
    BIND (?old + 1 AS ?more)
}
