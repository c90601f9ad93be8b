# expects: khensh:ConferralShape-awardOfDecision
# A bằng khen conferred as a giấy khen.
DELETE { GRAPH ?graph { ?this khen:award ?old } }
INSERT { GRAPH ?graph { ?this khen:award khen:GiayKhen } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral ; khen:award ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:award ?old }
}
