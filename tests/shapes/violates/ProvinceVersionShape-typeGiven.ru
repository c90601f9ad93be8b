# expects: khensh:ProvinceVersionShape-typeGiven
# A province without a type.
DELETE { GRAPH ?graph { ?this khen:unitType ?type } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:identity ?place . ?place khen:level khen:Province } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:unitType ?type }
}
