# expects: khensh:AnnouncementShape-statedAndNotStated
# The headline is given and said to be absent.
INSERT { GRAPH ?graph { ?this khen:notStated schema:headline } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Announcement } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:Announcement }
}
