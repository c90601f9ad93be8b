"""A page of the browser that keeps what a reader would not see: errors of scripts, breaches of the policy, requests."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import ConsoleMessage, Page

AXE: Final = Path("web/node_modules/axe-core/axe.min.js")
_SERIOUS: Final = ("serious", "critical")


@dataclass
class Watched:
    """A page and what happened behind it.

    Attributes:
        page: to read and to use.
        origin: of the server under test.
        errors: of scripts, of the console, and of the policy.
        strayed: requests to any other place.
    """

    page: Page
    origin: str
    errors: list[str] = field(default_factory=list)
    strayed: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def open(self, path: str) -> Page:
        """Go to a path and wait until the page and its scripts are there."""
        self.page.goto(self.origin + path, wait_until="networkidle")
        return self.page

    def check_page(self, language: str) -> None:
        """Besides :meth:`check`: the page is in a language, fits the window, and has no serious fault."""
        assert self.page.locator("html").get_attribute("lang") == language
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it scrolls sideways"
        assert self.faults() == []
        self.check()

    def check(self) -> None:
        """Nothing went wrong behind the page, and nothing left the server."""
        assert self.errors == []
        assert self.strayed == []

    def faults(self) -> list[str]:
        """What axe-core finds to be a serious fault. It is run in the context of the test, past the page's policy."""
        session = self.page.context.new_cdp_session(self.page)
        script = AXE.read_text(encoding="utf-8") + "; axe.run(document).then(found => JSON.stringify(found.violations))"
        answer: dict[str, Any] = session.send(
            "Runtime.evaluate", {"expression": script, "awaitPromise": True, "returnByValue": True}
        )
        assert "exceptionDetails" not in answer, answer
        found = json.loads(answer["result"]["value"])
        return [
            f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}"
            for each in found
            if each["impact"] in _SERIOUS
        ]

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.errors.append(said.text)

    def _note(self, url: str) -> None:
        if not url.startswith((self.origin, "data:", "blob:")):
            self.strayed.append(url)
