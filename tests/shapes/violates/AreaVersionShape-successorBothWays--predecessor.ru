# expects: khensh:AreaVersionShape-successorBothWays
# A predecessor that does not know its successor.
INSERT { GRAPH ?graph { ?this vl:predecessor <https://w3id.org/khen/id/area/other/v/1> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AdministrativeUnitVersion }
}
