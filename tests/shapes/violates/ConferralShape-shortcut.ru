# expects: khensh:ConferralShape-shortcut
# The shortcut of a recipient is lost.
DELETE { GRAPH ?graph { ?this khen:receivedAward ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:Person ; khen:receivedAward ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:receivedAward ?old }
}
