"""What may stand in the pages of others: previews, and nothing else."""

from __future__ import annotations

import pytest

from tests.protocol.asking import Endpoint


@pytest.mark.parametrize(
    ("target", "status", "frames"),
    [
        ("/reconcile/preview?id=line/001", 200, "*"),
        ("/reconcile/preview?id=line/none", 404, "'none'"),
        ("/reconcile/about", 200, "'none'"),
        ("/", 200, "'none'"),
    ],
)
def test_a_response_has_one_policy_and_only_a_preview_may_be_framed(
    endpoint: Endpoint, target: str, status: int, frames: str
) -> None:
    """The server adds a policy to every response that has none of its own; two would hold together."""
    answer = endpoint.send("GET", target)
    assert answer.status == status
    (policy,) = answer.headers.get_all("Content-Security-Policy", [])
    assert f"frame-ancestors {frames}" in policy
    assert policy.startswith("default-src 'none'; style-src 'self'")
