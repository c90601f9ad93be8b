# expects: khensh:AreaVersionShape-successorBothWays
# A successor that does not know its predecessor.
DELETE { GRAPH ?graph { ?next vl:predecessor ?this } }
WHERE {
    { SELECT ?this ?next WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this ?next LIMIT 1 }
    GRAPH ?graph { ?next vl:predecessor ?this }
}
