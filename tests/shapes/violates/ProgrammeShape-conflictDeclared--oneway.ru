# expects: khensh:ProgrammeShape-conflictDeclared
# Two periods, and only one of them declares the conflict.
DELETE { GRAPH ?graph { ?this khen:conflictsWith ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:PeriodStatement ; khen:conflictsWith ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:conflictsWith ?old }
}
