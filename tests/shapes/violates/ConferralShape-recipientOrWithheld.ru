# expects: khensh:ConferralShape-recipientOrWithheld
# A conferral without a recipient, and without a word about it.
DELETE { GRAPH ?graph { ?conferral khen:recipient ?recipient } }
WHERE { GRAPH ?graph { ?conferral khen:recipient ?recipient } }
