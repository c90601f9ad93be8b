# expects: khensh:ProvinceCountShape-holds
# There is no province at all.
DELETE { GRAPH ?graph { ?place khen:level khen:Province } }
WHERE { GRAPH ?graph { ?place khen:level khen:Province } }
