# expects: khensh:ProgrammeShape-conflictDeclared
# Two periods, and no conflict declared.
DELETE { GRAPH ?graph { ?this khen:conflictsWith ?other } }
WHERE { GRAPH ?graph { ?this a khen:PeriodStatement ; khen:conflictsWith ?other } }
