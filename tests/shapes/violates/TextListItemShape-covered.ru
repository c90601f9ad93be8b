# expects: khensh:TextListItemShape-covered
# A line of the list that was not read.
DELETE { GRAPH ?graph { ?this khen:evidence ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral ; khen:listPosition ?position } } ORDER BY DESC(?position) ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:evidence ?old }
}
