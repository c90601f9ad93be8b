# expects: khensh:ConferralShape-recipientOnce
# The same recipient twice.
DELETE { GRAPH ?graph { ?second khen:recipient ?old } }
INSERT { GRAPH ?graph { ?second khen:recipient ?recipient } }
WHERE {
    { SELECT ?first ?second WHERE { GRAPH ?any {
        ?first khen:listPosition 1 ; khen:recipientKind ?kind ; khen:underDecision ?decision .
        ?second khen:listPosition 2 ; khen:recipientKind ?kind ; khen:underDecision ?decision
      } } ORDER BY ?first LIMIT 1 }
    GRAPH ?graph { ?first khen:recipient ?recipient . ?second khen:recipient ?old }
}
