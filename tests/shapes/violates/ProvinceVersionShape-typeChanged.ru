# expects: khensh:ProvinceVersionShape-typeChanged
# A province that is a city after a merger, without a change of type.
DELETE { GRAPH ?graph { ?this khen:unitType khen:Tinh } }
INSERT { GRAPH ?graph { ?this khen:unitType khen:ThanhPhoTrungUong } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:predecessor ?old ; vl:identity ?place . ?old vl:identity ?place } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:unitType khen:Tinh }
}
