"""A page as a browser takes it: its tags and where they lead."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urlsplit

from tests.hostile.talking import Answer

_LEADING: Final = ("href", "src", "action", "formaction", "data", "poster", "xlink:href", "cite", "background", "ping")
_DATA: Final = ("application/ld+json", "application/json")
"""Types of a script element that no browser runs."""
_OURS: Final = "/static/app/"
_PICTURES: Final = ("/map.svg", "/model.svg", "/static/")
"""Where the pictures of pages are."""
_ACTIVE: Final = ("script", "iframe", "object", "embed", "base", "svg", "math", "img", "video", "audio", "template")


@dataclass
class Page(HTMLParser):
    """Collects tags with their attributes, and the text between them."""

    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return "".join(self.words)

    def links(self) -> list[str]:
        """Every address in an attribute that leads somewhere."""
        return [value for _, attributes in self.tags for name, value in attributes.items() if name in _LEADING]


def page(answer: Answer) -> Page:
    """The page of an answer, which must be one."""
    assert answer.type == "text/html"
    found = Page()
    found.feed(answer.text)
    found.close()
    return found


def check_inert(answer: Answer) -> Page:
    """The page runs nothing but a file of ours, loads nothing from elsewhere, and a policy in its header says so."""
    found = page(answer)
    for tag, attributes in found.tags:
        ours = tag == "script" and attributes.get("src", "").startswith(_OURS)
        drawn = tag == "img" and attributes.get("src", "").startswith(_PICTURES)
        harmless = ours or drawn or (tag == "script" and attributes.get("type") in _DATA)
        assert tag not in _ACTIVE or harmless, tag
        assert not any(name.startswith("on") or name in ("srcdoc", "style") for name in attributes), attributes
        assert tag != "meta" or "http-equiv" not in attributes
    for link in found.links():
        assert urlsplit(link.strip()).scheme.lower() in ("", "http", "https"), link
        assert not link.startswith(("//", "\\", "/\\")), link
    scripted = any(attributes.get("src", "").startswith(_OURS) for tag, attributes in found.tags if tag == "script")
    check_policy(answer, scripted=scripted)
    return found


def check_policy(answer: Answer, *, scripted: bool = False) -> None:
    """The Content-Security-Policy lets nothing run, and the other headers that guard a page are there.

    A page with scripts lets files of this server run, and no text of the page itself.
    """
    (policy,) = answer.headers.get_all("Content-Security-Policy") or [""]
    directives = {each.split()[0]: each.split()[1:] for each in policy.split(";") if each.strip()}
    assert directives["default-src"] == ["'none'"]
    assert directives.get("script-src", ["'none'"]) == (["'self'"] if scripted else ["'none'"])
    assert directives["frame-ancestors"] == ["'none'"]
    assert directives["base-uri"] == ["'none'"]
    assert directives["form-action"] == ["'self'"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"]
