# expects: khensh:AreaShape-versionBothWays
# A version that names another place as its own.
DELETE { GRAPH ?graph { ?version vl:identity ?old } }
INSERT { GRAPH ?graph { ?version vl:identity <https://w3id.org/khen/id/area/other> } }
WHERE {
    { SELECT ?version WHERE { GRAPH ?any { ?place vl:version ?version } } ORDER BY ?version LIMIT 1 }
    GRAPH ?graph { ?version vl:identity ?old }
}
