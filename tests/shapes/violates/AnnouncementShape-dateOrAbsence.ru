# expects: khensh:AnnouncementShape-dateOrAbsence
# The time of publication is left out without a word.
DELETE { GRAPH ?graph { ?this schema:datePublished ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Announcement ; schema:datePublished ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:datePublished ?old }
}
