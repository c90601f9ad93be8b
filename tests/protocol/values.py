"""Values that formats get wrong: the same table makes the data and says what each format has to bring back."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

XSD: Final = "http://www.w3.org/2001/XMLSchema#"


def typed(lexical: str, datatype: str) -> Literal:
    """A literal of a datatype of XML Schema."""
    return Literal(lexical, datatype=NamedNode(XSD + datatype))


VALUES: Final[dict[str, NamedNode | Literal]] = {
    "iri": NamedNode("http://example.org/a"),
    "iri-with-commas": NamedNode("https://w3id.org/khen/id/announcement/thu/text#char=120,180"),
    "iri-with-signs": NamedNode("http://example.org/a?b=c&d='e'(f)"),
    "iri-with-letters": NamedNode("http://example.org/Đắk_Lắk/𠮷"),
    "plain": Literal("chữ"),
    "empty": Literal(""),
    "vietnamese": Literal("Bà Đỗ Thị Ân, Hội LHPN tỉnh Đắk Lắk", language="vi"),
    "language-region": Literal("colour", language="en-gb"),
    "language-script": Literal("字", language="zh-hant-tw"),
    "integer": typed("42", "integer"),
    "negative": typed("-5", "integer"),
    "big-integer": typed("123456789012345678901234567890", "integer"),
    "decimal": typed("3.14", "decimal"),
    "long-decimal": typed("0.1234567890123456789012345", "decimal"),
    "double": typed("0.5", "double"),
    "infinite": typed("INF", "double"),
    "not-a-number": typed("NaN", "double"),
    "true": typed("true", "boolean"),
    "false": typed("false", "boolean"),
    "date": typed("2024-02-29", "date"),
    "moment": typed("2024-03-08T09:00:00+07:00", "dateTime"),
    "year": typed("2024", "gYear"),
    "duration": typed("P1Y2M3DT4H5M6S", "duration"),
    "ill-typed": typed("mười", "integer"),
    "own-datatype": Literal("12 cây", datatype=NamedNode("http://example.org/unit#tree")),
    "quotes": Literal("\"hai\" 'một' \\ `"),
    "newlines": Literal("một\nhai\r\nba\rbốn"),
    "tabs": Literal("một\thai"),
    "spaces": Literal("  trước và sau  "),
    "commas": Literal("một,hai;ba|bốn"),
    "markup": Literal("<b>&amp;]]></b><!-- & -->"),
    "looks-like-a-term": Literal("<http://example.org/a>"),
    "looks-unbound": Literal("UNDEF"),
    "formula": Literal("=1+1"),
    "formula-at": Literal("@SUM(A1:A2)"),
    "formula-plus": Literal("+84 24"),
    "formula-minus": Literal("-2+3"),
    "formula-tab": Literal("\t=1+1"),
    "emoji": Literal("👏🏽 🇻🇳 𝒳"),
    "composed": Literal("Ế"),
    "decomposed": Literal("E\u0302\u0301"),
    "separators": Literal("a\u0085b\u2028c\u2029d\u00a0e\u200bf\ufefeg"),
    "long": Literal("dài " * 3000),
}
"""Name -> term. Written as the engine keeps them (canonical numbers, language tags in lower case), so that any
difference is one of the format."""
