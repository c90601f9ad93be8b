# expects: khensh:AreaVersionShape-successorStarts
# A successor that begins two days after the end.
DELETE { GRAPH ?graph { ?this schema:validThrough ?old } }
INSERT { GRAPH ?graph { ?this schema:validThrough "2025-06-29"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:validThrough ?old }
}
