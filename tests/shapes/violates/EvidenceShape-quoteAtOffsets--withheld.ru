# expects: khensh:EvidenceShape-quoteAtOffsets
# What is left beside the withheld words is not what stands there.
DELETE { GRAPH ?graph { ?quote oa:exact ?words } }
INSERT { GRAPH ?graph { ?quote oa:exact ?other ; khen:withheld oa:exact } }
WHERE {
    GRAPH ?graph { ?quote oa:exact ?words }
    FILTER (STRLEN(?words) > 2)
    BIND (CONCAT("\u2588", SUBSTR(?words, 2, STRLEN(?words) - 2), "#") AS ?other)
}
