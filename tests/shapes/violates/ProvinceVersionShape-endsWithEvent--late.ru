# expects: khensh:ProvinceVersionShape-endsWithEvent
# A province whose end event takes effect days after its end.
DELETE { GRAPH ?graph { ?this schema:validThrough ?end } }
INSERT { GRAPH ?graph { ?this schema:validThrough "2024-12-24"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:successor ?next } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:validThrough ?end }
}
