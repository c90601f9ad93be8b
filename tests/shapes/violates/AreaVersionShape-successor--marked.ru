# expects: khensh:AreaVersionShape-successor
# A province that is marked as ended instead of having a successor.
DELETE { GRAPH ?graph { ?this vl:successor ?old } }
INSERT { GRAPH ?graph { ?this a vl:Deprecated } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this vl:successor ?old }
}
