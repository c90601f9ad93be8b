# expects: khensh:ReportedChangeShape-noEvent
# What is only reported is given as a change of type.
INSERT { GRAPH ?graph { ?this a khen:ChangeOfType } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:ReportedChange } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:ReportedChange }
}
