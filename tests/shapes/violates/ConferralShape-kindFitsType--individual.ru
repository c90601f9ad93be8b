# expects: khensh:ConferralShape-kindFitsType
# A recipient of kind Individual listed as Collective.
DELETE { GRAPH ?graph { ?this khen:recipientKind khen:Individual } }
INSERT { GRAPH ?graph { ?this khen:recipientKind khen:Collective } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardConferral ; khen:recipientKind khen:Individual } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:recipientKind khen:Individual }
}
