# expects: khensh:EvidenceShape-quoteAtOffsets
# Words are marked as left out, and nothing says that they are withheld.
DELETE { GRAPH ?graph { ?quote oa:exact ?words } }
INSERT { GRAPH ?graph { ?quote oa:exact ?other } }
WHERE {
    GRAPH ?graph { ?quote oa:exact ?words }
    BIND (CONCAT("\u2588", SUBSTR(?words, 2)) AS ?other)
}
