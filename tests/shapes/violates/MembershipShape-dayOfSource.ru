# expects: khensh:MembershipShape-dayOfSource
# An office attested on another day than that of its source.
DELETE { GRAPH ?graph { ?this khen:attestedOn ?old } }
INSERT { GRAPH ?graph { ?this khen:attestedOn "1999-12-31"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a org:Membership ; khen:attestedOn ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:attestedOn ?old }
}
