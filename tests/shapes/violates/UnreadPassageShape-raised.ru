# expects: khensh:UnreadPassageShape-raised
# A passage that could not be read: a warning, not a violation.
INSERT { GRAPH ?graph {
    <https://w3id.org/khen/id/unread/planted> a khen:UnreadPassage ; rdfs:label "Đoạn thử"@vi ;
        khen:lineNumber 9999 ; khen:reason "Thử."@vi ; khen:evidence ?evidence
} }
WHERE {
    { SELECT ?evidence WHERE { GRAPH ?any { ?evidence a oa:SpecificResource } } ORDER BY ?evidence LIMIT 1 }
    GRAPH ?graph { ?evidence a oa:SpecificResource }
}
