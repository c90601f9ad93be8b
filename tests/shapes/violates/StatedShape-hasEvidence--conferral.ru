# expects: khensh:StatedShape-hasEvidence
# A conferral without evidence.
DELETE { GRAPH ?graph { ?this khen:evidence ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral ; khen:evidence ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:evidence ?old }
}
