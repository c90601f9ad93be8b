# expects: khensh:SourceTextShape-digest
# The digest of another text.
DELETE { GRAPH ?graph { ?this khen:sha256 ?old } }
INSERT { GRAPH ?graph { ?this khen:sha256 "0000000000000000000000000000000000000000000000000000000000000000" } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:SourceText ; khen:sha256 ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:sha256 ?old }
}
