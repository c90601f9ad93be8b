# expects: khensh:AnnouncedCountShape-exact
# A count announced as exact where the text says “at least”.
DELETE { GRAPH ?text { ?token khen:readQualifier ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AnnouncedCount ; khen:recipientCount ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:recipientCount ?number ; khen:evidence ?span }
    GRAPH ?joined { ?token khen:quotedIn ?span }
    GRAPH ?text { ?token khen:readValue ?number ; khen:readQualifier ?old }
}
