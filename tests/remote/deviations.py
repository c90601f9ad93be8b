"""Where a store answers otherwise than our own engine: each is shown by a test that must fail, and told in the docs."""

from __future__ import annotations

DEVIATIONS: dict[tuple[str, str], str] = {}
"""Engine and case -> why."""
