# expects: khensh:AnnouncedCountShape-quote
# A count that its quotation does not give.
DELETE { GRAPH ?graph { ?this khen:recipientCount ?old } }
INSERT { GRAPH ?graph { ?this khen:recipientCount 77 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AnnouncedCount ; khen:recipientCount ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:recipientCount ?old }
}
