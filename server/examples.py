"""Queries to try, as the front page, the form and the command line show them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Example:
    """A question in both languages and the query that answers it."""

    vi: str
    en: str
    query: str

    def title(self, language: str) -> str:
        """The question in one of the languages."""
        return self.vi if language == "vi" else self.en


def examples() -> tuple[Example, ...]:
    """Three queries that run on any release. The prefixes of the release need not be declared."""
    return (
        Example(
            "Ai được khen thưởng, theo thứ tự trong danh sách?",
            "Who was commended, in the order of the list?",
            "SELECT ?position ?recipient ?name WHERE {\n"
            "  ?conferral a khen:AwardConferral ; khen:listPosition ?position ; khen:recipient ?recipient .\n"
            '  ?recipient skos:prefLabel ?name FILTER(LANG(?name) = "vi")\n'
            "} ORDER BY ?conferral LIMIT 20",
        ),
        Example(
            "Mỗi lần tặng được đọc từ lời nào?",
            "In which words does each conferral stand?",
            "SELECT ?conferral ?words ?start ?end WHERE {\n"
            "  ?conferral a khen:AwardConferral ; khen:evidence ?evidence .\n"
            "  ?evidence oa:hasSelector [ oa:exact ?words ] , [ oa:start ?start ; oa:end ?end ]\n"
            "} ORDER BY ?start LIMIT 20",
        ),
        Example(
            "Có những loại đối tượng nào, và bao nhiêu?",
            "Which kinds of things are there, and how many?",
            "SELECT ?kind (COUNT(DISTINCT ?thing) AS ?number) WHERE { ?thing a ?kind }\n"
            "GROUP BY ?kind ORDER BY DESC(?number) LIMIT 20",
        ),
    )


def opening() -> tuple[Example, ...]:
    """The questions of the front page: who, where today, and what the texts themselves do not agree on."""
    return (
        Example(
            "Ai được khen thưởng, và văn bản viết về họ thế nào?",
            "Who was commended, and in which words?",
            "SELECT ?kind ?position ?recipient ?words WHERE {\n"
            "  ?conferral a khen:AwardConferral ;\n"
            "    khen:recipientKind ?kind ; khen:listPosition ?position ;\n"
            "    khen:recipient ?recipient ;\n"
            "    khen:evidence/oa:hasSelector/oa:exact ?words .\n"
            "} ORDER BY ?kind ?position LIMIT 20",
        ),
        Example(
            "Những đối tượng được khen nay thuộc tỉnh, thành nào?",
            "Which of today's provinces do the recipients belong to?",
            "SELECT ?province (COUNT(DISTINCT ?recipient) AS ?recipients) WHERE {\n"
            "  ?conferral a khen:AwardConferral ; khen:recipient ?recipient .\n"
            "  ?recipient (^org:member/org:organization)?/org:unitOf*\n"
            "    /schema:areaServed/schema:containedInPlace* ?then .\n"
            "  ?then vl:identity/khen:level khen:Province ; khen:currentVersion ?province .\n"
            "} GROUP BY ?province ORDER BY DESC(?recipients) ?province LIMIT 20",
        ),
        Example(
            "Văn bản nêu những giai đoạn nào của chương trình, có mâu thuẫn không?",
            "Which periods do the texts give for a programme, and do they conflict?",
            "SELECT ?programme ?from ?to ?words (COUNT(?evidence) AS ?passages) ?otherwise WHERE {\n"
            "  ?programme khen:periodStatement ?period .\n"
            "  ?period khen:startYear ?from ; khen:endYear ?to ; khen:evidence ?evidence .\n"
            "  ?evidence oa:hasSelector/oa:exact ?words .\n"
            "  OPTIONAL { ?period khen:conflictsWith/khen:endYear ?otherwise }\n"
            "} GROUP BY ?programme ?from ?to ?words ?otherwise ORDER BY ?programme ?from ?to LIMIT 20",
        ),
    )
