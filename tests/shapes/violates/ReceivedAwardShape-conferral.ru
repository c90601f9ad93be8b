# expects: khensh:ReceivedAwardShape-conferral
# A shortcut to an award that nothing confers.
INSERT { GRAPH ?graph { ?this khen:receivedAward <https://w3id.org/khen/id/decision/none> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Programme } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:Programme }
}
