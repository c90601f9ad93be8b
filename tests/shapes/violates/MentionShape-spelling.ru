# expects: khensh:MentionShape-spelling
# A mention whose spelling was made uniform.
INSERT { GRAPH ?graph { ?this khen:surfaceForm "Tỉnh không có trong bài" } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a oa:Annotation } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a oa:Annotation }
}
