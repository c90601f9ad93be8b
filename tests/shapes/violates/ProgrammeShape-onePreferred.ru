# expects: khensh:ProgrammeShape-onePreferred
# Two preferred periods.
DELETE { GRAPH ?graph { ?this khen:rank ?old } }
INSERT { GRAPH ?graph { ?this khen:rank khen:Preferred } }
WHERE { GRAPH ?graph { ?this a khen:PeriodStatement ; khen:rank ?old } }
