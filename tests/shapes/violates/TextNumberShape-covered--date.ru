# expects: khensh:TextNumberShape-covered
# An event whose date no statement quotes any more.
DELETE { GRAPH ?graph { ?this khen:evidence ?old } }
WHERE { GRAPH ?graph { ?this a schema:Event ; khen:evidence ?old } }
