# expects: khensh:AreaVersionShape-successor
# A district that has ended, neither with a successor nor marked so.
DELETE { GRAPH ?graph { ?this a vl:Deprecated ; vl:successor ?next } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; schema:validThrough ?end ; vl:identity ?place . ?place khen:level khen:District } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AdministrativeUnitVersion }
    OPTIONAL { GRAPH ?graph { ?this vl:successor ?found } }
    BIND (COALESCE(?found, ?this) AS ?next)
}
