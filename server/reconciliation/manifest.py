"""The service manifest (Reconciliation Service API 0.2, section "Service Manifest")."""

from __future__ import annotations

from typing import Any, Final

from server.addresses import absolute
from server.reconciliation import bounds
from server.reconciliation.kinds import DEFAULTS, described
from server.reconciliation.things import Things

VERSIONS: Final = ("0.2",)
WIDTH: Final = 420
HEIGHT: Final = 260
"""Pixels of a preview."""
_NAMES: Final = {"vi": "Khen – khen thưởng Việt Nam", "en": "Khen – Vietnamese commendations"}
_ON: Final = {"vi": "Vào ngày (để trống: mọi lúc)", "en": "On the day (empty: at any time)"}
_LIMIT: Final = {"vi": "Số giá trị nhiều nhất", "en": "Values at most"}


def manifest(things: Things, language: str) -> dict[str, Any]:
    """The manifest, its addresses on the server at hand.

    Identifiers are what follows ``id/`` in an IRI, so that the identifier space and an identifier make the IRI.
    """
    service = absolute("").rstrip("/")
    return {
        "versions": list(VERSIONS),
        "name": _NAMES[language],
        "identifierSpace": things.space,
        "schemaSpace": str(things.release.names.ontology) + "#",
        "defaultTypes": [described(each, language) for each in DEFAULTS],
        "documentation": absolute("reconcile/about"),
        "feature_view": {"url": absolute("reconcile/about") + "#{{id}}"},
        "batchSize": bounds.BATCH,
        "view": {"url": absolute("id/") + "{{id}}"},
        "preview": {"url": absolute("reconcile/preview") + "?id={{id}}", "width": WIDTH, "height": HEIGHT},
        "suggest": {each: _suggest(service, each) for each in ("entity", "type", "property")},
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/reconcile/properties"},
            "property_settings": [
                {"name": "on", "label": _ON[language], "type": "text", "default": "", "help_text": "2023-09-22"},
                {
                    "name": "limit",
                    "label": _LIMIT[language],
                    "type": "number",
                    "default": bounds.VALUES,
                    "help_text": f"1–{bounds.VALUES}",
                },
            ],
        },
    }


def _suggest(service: str, what: str) -> dict[str, str]:
    return {
        "service_url": service,
        "service_path": f"/reconcile/suggest/{what}",
        "flyout_service_url": service,
        "flyout_service_path": f"/reconcile/flyout/{what}?id=${{id}}",
    }
