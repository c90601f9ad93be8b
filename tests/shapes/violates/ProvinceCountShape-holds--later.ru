# expects: khensh:ProvinceCountShape-holds
# A province too many begins after the day of the last count.
INSERT { GRAPH ?graph { <https://w3id.org/khen/id/other/1> vl:identity ?place ; schema:validFrom "2026-10-01"^^xsd:date } }
WHERE {
    { SELECT ?place WHERE { GRAPH ?any { ?place khen:level khen:Province } } ORDER BY ?place LIMIT 1 }
    GRAPH ?graph { ?place khen:level khen:Province }
}
