# expects: khensh:WithheldShape-given
# The words are said to be withheld, and stand there.
INSERT { GRAPH ?graph { ?quote khen:withheld oa:exact } }
WHERE { GRAPH ?graph { ?quote oa:exact ?words } }
