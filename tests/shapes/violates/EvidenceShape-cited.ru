# expects: khensh:EvidenceShape-cited
# A quotation that no statement cites any more.
DELETE { GRAPH ?graph { ?statement ?property ?this } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a oa:SpecificResource } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?statement ?property ?this }
}
