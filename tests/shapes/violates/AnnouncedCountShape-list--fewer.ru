# expects: khensh:AnnouncedCountShape-list
# One recipient fewer than announced.
DELETE { GRAPH ?graph { ?this ?property ?value } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral ; khen:recipientKind khen:Individual ; khen:listPosition ?position } } ORDER BY DESC(?position) LIMIT 1 }
    GRAPH ?graph { ?this ?property ?value }
}
