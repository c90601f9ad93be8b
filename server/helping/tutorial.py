"""SPARQL in five minutes: each step adds one thing to the query before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import LazyString, lazy_gettext


@dataclass(frozen=True)
class Step:
    """A step of the tutorial: what it shows, in words, and the query that shows it."""

    title: LazyString
    text: LazyString
    query: str


STEPS: Final = (
    Step(
        lazy_gettext("Everything is a triple"),
        lazy_gettext(
            "The data are sentences of three parts: a thing, a property, a value. A query is a pattern of such "
            "sentences in which names with a question mark stand for whatever fits. This one asks for the things that "
            "are the conferral of an award."
        ),
        "SELECT ?conferral WHERE {\n  ?conferral a khen:AwardConferral .\n} LIMIT 5",
    ),
    Step(
        lazy_gettext("Follow the sentences"),
        lazy_gettext(
            "A semicolon says more about the same thing. Each line narrows what fits: now we see who received the "
            "award, and at which place of which list, since collectives and individuals are numbered apart."
        ),
        "SELECT ?kind ?position ?recipient WHERE {\n"
        "  ?conferral a khen:AwardConferral ;\n"
        "    khen:recipientKind ?kind ;\n"
        "    khen:listPosition ?position ;\n"
        "    khen:recipient ?recipient .\n"
        "} ORDER BY ?kind ?position LIMIT 5",
    ),
    Step(
        lazy_gettext("Names have a language"),
        lazy_gettext(
            "Things are addresses; their names are values with a language. Without the filter a recipient with a "
            "Vietnamese and an English name would appear twice. OPTIONAL keeps those that have no English name."
        ),
        "SELECT ?name ?english WHERE {\n"
        "  ?conferral khen:recipient ?recipient .\n"
        '  ?recipient skos:prefLabel ?name FILTER(LANG(?name) = "vi")\n'
        '  OPTIONAL { ?recipient skos:prefLabel ?english FILTER(LANG(?english) = "en") }\n'
        "} ORDER BY ?name LIMIT 5",
    ),
    Step(
        lazy_gettext("Ask for the words"),
        lazy_gettext(
            "What was read from an announcement has evidence: the exact words, and where they begin and end in the "
            "text, counted in characters. A slash walks along several properties at once."
        ),
        "SELECT ?recipient ?words ?start ?end WHERE {\n"
        "  ?conferral khen:recipient ?recipient ; khen:evidence ?evidence .\n"
        "  ?evidence oa:hasSelector/oa:exact ?words .\n"
        "  ?evidence oa:hasSelector ?place .\n"
        "  ?place oa:start ?start ; oa:end ?end .\n"
        "} ORDER BY ?start LIMIT 5",
    ),
    Step(
        lazy_gettext("Places have a time"),
        lazy_gettext(
            "An announcement of 2023 speaks of the provinces of 2023. Each version of a province says until when it "
            "was valid, and which version is in force today: one step leads from the one to the other."
        ),
        "SELECT ?then ?through ?today WHERE {\n"
        "  ?then vl:identity/khen:level khen:Province ;\n"
        "    schema:validThrough ?through ; khen:currentVersion ?today .\n"
        '  ?then skos:prefLabel ?name FILTER(LANG(?name) = "vi")\n'
        "} ORDER BY ?name LIMIT 5",
    ),
    Step(
        lazy_gettext("Count"),
        lazy_gettext(
            "GROUP BY makes one row of all that agree in something, and COUNT says how many they were. A star after a "
            "property means: any number of times, none included. So an office within an organisation counts for the "
            "province of the organisation."
        ),
        "SELECT ?province (COUNT(DISTINCT ?recipient) AS ?recipients) WHERE {\n"
        "  ?conferral khen:recipient ?recipient .\n"
        "  ?recipient (^org:member/org:organization)?/org:unitOf*\n"
        "    /schema:areaServed/schema:containedInPlace* ?province .\n"
        "  ?province vl:identity/khen:level khen:Province .\n"
        "} GROUP BY ?province ORDER BY DESC(?recipients) ?province LIMIT 5",
    ),
    Step(
        lazy_gettext("Look for conflicts"),
        lazy_gettext(
            "Where a text says two things, both stand, each with its words, and the conflict is stated. Nothing here "
            "decides for you which is right. DISTINCT leaves out rows that would only repeat one above: the same words "
            "may stand at several places."
        ),
        "SELECT DISTINCT ?words ?but WHERE {\n"
        "  ?one khen:conflictsWith ?other ; khen:evidence/oa:hasSelector/oa:exact ?words .\n"
        "  ?other khen:evidence/oa:hasSelector/oa:exact ?but .\n"
        "} ORDER BY ?words ?but LIMIT 5",
    ),
)
