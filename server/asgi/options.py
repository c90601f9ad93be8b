"""How a release is served, as the command line hands it to the process that does."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from graph.engine import Settings
from server.federation.settings import Services


@dataclass(frozen=True)
class Options:
    """How a release is served.

    Attributes:
        folder: of the releases.
        settings: of the engine.
        results: bytes of results that are kept.
        engine: the address of another SPARQL store that evaluates; none where it is empty.
        rate: requests per minute and client; 0 for as many as they like.
        trusted_proxies: networks of proxies whose X-Forwarded-For is believed.
        metrics_from: networks whose clients may read the metrics; none named: this machine and private networks.
        access_log: a file, or ``-`` for standard error; none where it is empty.
        query_log: so too.
        query_log_text: whether the text of queries is written.
        services: which other endpoints queries may ask.
    """

    folder: Path
    settings: Settings
    results: int
    engine: str = ""
    rate: int = 0
    trusted_proxies: tuple[str, ...] = ()
    metrics_from: tuple[str, ...] = ()
    access_log: str = ""
    query_log: str = ""
    query_log_text: bool = False
    services: Services = field(default_factory=Services)

    def as_json(self) -> dict[str, Any]:
        """The options with plain values, for :meth:`from_json`."""
        return {**asdict(self), "folder": str(self.folder), "settings": self.settings.as_json()}

    @classmethod
    def from_json(cls, table: dict[str, Any]) -> Options:
        """The options that :meth:`as_json` has written.

        >>> options = Options(Path("release"), Settings(), 0, rate=60, metrics_from=("10.0.0.0/8",))
        >>> Options.from_json(options.as_json()) == options
        True
        """
        lists = {name: tuple(table[name]) for name in ("trusted_proxies", "metrics_from")}
        settings = Settings.from_json(table["settings"])
        services = Services.from_json(table["services"])
        folder = Path(table["folder"])
        return cls(**{**table, **lists, "folder": folder, "settings": settings, "services": services})
