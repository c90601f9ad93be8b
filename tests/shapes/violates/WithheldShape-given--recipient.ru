# expects: khensh:WithheldShape-given
# The recipient is said to be withheld, and named.
INSERT { GRAPH ?graph { ?conferral khen:withheld khen:recipient } }
WHERE { GRAPH ?graph { ?conferral khen:recipient ?recipient } }
