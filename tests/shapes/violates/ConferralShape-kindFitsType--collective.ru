# expects: khensh:ConferralShape-kindFitsType
# A recipient of kind Collective listed as Individual.
DELETE { GRAPH ?graph { ?this khen:recipientKind khen:Collective } }
INSERT { GRAPH ?graph { ?this khen:recipientKind khen:Individual } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral ; khen:recipientKind khen:Collective } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:recipientKind khen:Collective }
}
