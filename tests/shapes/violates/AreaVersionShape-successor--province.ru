# expects: khensh:AreaVersionShape-successor
# An ended province without a successor.
DELETE { GRAPH ?graph { ?this vl:successor ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this vl:successor ?old }
}
