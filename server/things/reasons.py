"""What a statement rests on that no words of the text say: the rule by which it was concluded, in plain language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

_CLASSED: Final = lazy_gettext("sorted by Khen")
_GIVEN: Final = lazy_gettext("given by Khen")
_NOTED: Final = lazy_gettext("a note by Khen")
_HOW: Final = lazy_gettext("Khen's note on how the words were read")
_SUPPLIED: Final = lazy_gettext("supplied with the text, not read from it")
_MEASURED: Final = lazy_gettext("measured on the text itself")
_NAMED: Final = lazy_gettext("a name that Khen gives it")

NEVER_READ: Final[Mapping[str, LazyString]] = {
    "rdf:type": _CLASSED,
    "oa:motivatedBy": _CLASSED,
    "dcterms:identifier": _GIVEN,
    "schema:identifier": _GIVEN,
    "khen:notStated": lazy_gettext("looked for: the text does not say it"),
    "khen:withheld": lazy_gettext("left out, because a person was withdrawn"),
    "khen:sourceText": lazy_gettext("the text itself"),
    "oa:hasSource": lazy_gettext("the text itself"),
    "schema:inLanguage": _SUPPLIED,
    "schema:publisher": _SUPPLIED,
    "schema:url": _SUPPLIED,
    "dcterms:language": _SUPPLIED,
    "dcterms:rights": _SUPPLIED,
    "dcterms:format": _MEASURED,
    "khen:sha256": _MEASURED,
    "khen:characterCount": _MEASURED,
    "khen:lineNumber": _MEASURED,
    "khen:fullText": lazy_gettext("the text itself"),
    "khen:listPosition": lazy_gettext("counted: the place in the list"),
    "khen:listedNumber": lazy_gettext("counted in the list"),
    "khen:difference": lazy_gettext("computed: the result less the target"),
    "khen:rank": lazy_gettext("given to every statement: the text does not say which of several is right"),
    "khen:comparability": lazy_gettext("judged by Khen; its note says why"),
    "khen:reason": _NOTED,
    "skos:note": _NOTED,
    "khen:yearAssumed": _HOW,
    "khen:timeZoneAssumed": _HOW,
    "khen:dateSupplied": _HOW,
    "khen:currencyInferred": _HOW,
}
"""Properties whose values no words hold, even where some look like it: a position in a list is no number in a name."""

NEVER_SAID: Final[Mapping[str, LazyString]] = {
    "khen:Exact": lazy_gettext("no word of degree stands beside the number"),
    "khen:Number": lazy_gettext("things are counted: no unit of measure stands beside the number"),
}
"""Values that stand for what is not there."""

OTHERWISE: Final[Mapping[str, LazyString]] = {
    "rdfs:label": _NAMED,
    "skos:prefLabel": _NAMED,
    "skos:altLabel": _NAMED,
    "schema:name": _NAMED,
    "khen:recipientKind": lazy_gettext("taken from the list in which the recipient stands"),
    "schema:datePublished": _SUPPLIED,
}
"""What else these rest on, where no words are found that hold the value."""

CONCLUDED: Final = lazy_gettext("concluded by Khen: no words of the text say just this")
MATCHED: Final = lazy_gettext("matched by Khen with an entry of")
TABLE: Final = lazy_gettext("not read, known from")
INFERRED: Final = lazy_gettext("inferred: the text does not name the currency")
NAMED_HERE: Final = lazy_gettext("named in these words; Khen joined the two")
AS_FOR: Final = lazy_gettext("taken from")
ON_THE_DAY: Final = lazy_gettext("the day of the announcement")

BESIDE: Final[Mapping[str, LazyString]] = {
    "khen:receivedAward": lazy_gettext("derived from the conferral"),
    "khen:conflictsWith": lazy_gettext("found by comparing: the other words"),
}
"""What is to be said of words that are the evidence of the value."""

DOUBTS: Final[Mapping[str, tuple[frozenset[str], LazyString]]] = {
    "khen:yearAssumed": (frozenset({"schema:startDate"}), lazy_gettext("the year is assumed: the words name none")),
    "khen:timeZoneAssumed": (frozenset({"schema:datePublished"}), lazy_gettext("the time zone is assumed")),
    "khen:currencyInferred": (
        frozenset({"khen:statedValue", "schema:value", "schema:minValue", "schema:maxValue"}),
        lazy_gettext("the currency is inferred: the words name none"),
    ),
}
"""What was assumed about a value whose words are known, by the property that says so."""

CURRENCY: Final = frozenset({"schema:currency", "khen:unit"})
"""What is inferred where a thing says that its currency is."""
