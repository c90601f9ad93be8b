# expects: khensh:ProvinceCountShape-holds
# A province is missing.
DELETE { GRAPH ?graph { ?this vl:identity ?place } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AdministrativeUnitVersion ; vl:identity ?place . ?place khen:level khen:Province } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this vl:identity ?place }
}
