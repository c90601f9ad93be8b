"""The catalogue of the pages is whole, and says what the messages say."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import graph
import server
from server.catalogues import catalogue
from server.translating import messages

NEEDED = [each for each in messages() if each.id]
TRANSLATED = catalogue("vi")
_MARKS = ("_", "gettext", "lazy_gettext", "ngettext")


def forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """A message without or with plural forms; of the latter each."""
    return [text] if isinstance(text, str) else list(text or ())


def named(text: str) -> list[str]:
    return sorted(re.findall(r"%\((\w+)\)[sd]", text))


def test_every_message_is_translated_with_the_same_values() -> None:
    assert len(NEEDED) > 80
    for message in NEEDED:
        translated = TRANSLATED.get(message.id, message.context)
        assert translated is not None, f"run `make catalogue` and translate: {message.id}"
        texts = forms(translated.string)
        assert texts
        assert all(texts), f"not translated: {message.id}"
        wanted = named(forms(message.id)[-1])
        assert all(named(each) == wanted for each in texts), f"other values than: {message.id}"


def test_the_catalogue_holds_nothing_that_is_not_used() -> None:
    used = {(each.id, each.context) for each in NEEDED}
    assert [each.id for each in TRANSLATED if each.id and (each.id, each.context) not in used] == []
    assert not TRANSLATED.obsolete


def marked(source: str) -> Iterator[str]:
    """The messages that the code marks, wherever in it: those that read it for messages pass over formatted strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def test_no_message_of_the_code_is_passed_over() -> None:
    known = {forms(each.id)[0] for each in NEEDED}
    files = [file for package in (graph, server) for file in Path(package.__path__[0]).rglob("*.py")]
    found = {(file.name, text) for file in files for text in marked(file.read_text(encoding="utf-8"))}
    assert len(found) > 80
    assert [(name, text) for name, text in sorted(found) if text not in known] == []
