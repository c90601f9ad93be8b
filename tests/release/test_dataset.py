"""``data/dataset.toml``: what a person writes about the data set, and what is said when it is wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.release import DatasetError, Previous, read_dataset

OURS = Path(__file__).parents[2] / "data" / "dataset.toml"


def test_our_own_description_is_complete() -> None:
    dataset = read_dataset(OURS)
    assert dataset.licence.iri.startswith("https://creativecommons.org/")
    assert 50 <= len(dataset.description.en) <= 5000
    assert dataset.issued <= dataset.modified
    assert dataset.keywords_vi
    assert dataset.keywords_en


@pytest.mark.parametrize(
    ("line", "wrong", "reason"),
    [
        ('version = "', 'version = "v', "'version' is missing, or is not a version such as 0.1.0"),
        ("issued = ", "issued_on = ", "unknown field 'issued_on'"),
        ("modified = 2", "modified = 1", "'modified' is before 'issued'"),
        ("issued = 2026-11-23", "issued = 2026-11-23T10:00:00Z", "'issued' is missing, or is not a date"),
        ("[title]\nvi", "[title]\nfr", "'title.vi' is missing, or is not text"),
        ('name.en = "The Khen project"', 'name.en = " "', "'publisher.name.en' is missing"),
        ('iri = "https:', 'iri = "see https:', "'licence.iri' is missing, or is not an address"),
        ("[contact]\n", '[contact]\nemail = "none"\n', "'contact.email' is missing, or is not an e-mail address"),
        ("[keywords]\nvi = [", "[keywords]\nvi = [1, ", "'keywords.vi' is not a list of texts"),
        ("[title]", "[title", "not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, line: str, wrong: str, reason: str) -> None:
    text = OURS.read_text(encoding="utf-8")
    assert text.count(line) >= 1
    file = tmp_path / "dataset.toml"
    file.write_text(text.replace(line, wrong, 1), encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        read_dataset(file)
    assert caught.value.reason.startswith(reason)
    assert caught.value.subject == str(file)


def test_optional_ways_to_be_reached(tmp_path: Path) -> None:
    file = tmp_path / "dataset.toml"
    text = OURS.read_text(encoding="utf-8")
    file.write_text(
        text.replace("[contact]\n", '[contact]\nemail = "a@example.org"\npage = "https://example.org/"\n'), "utf-8"
    )
    contact = read_dataset(file).contact
    assert (contact.email, contact.page) == ("a@example.org", "https://example.org/")
    assert read_dataset(OURS).issued == date(2026, 11, 23)


def test_the_release_before_is_one_of_a_lower_version(tmp_path: Path) -> None:
    file = tmp_path / "dataset.toml"
    text = OURS.read_text(encoding="utf-8")
    lines = '[previous]\nrelease = "{}"\nversion = "{}"\n'
    file.write_text(text + lines.format("0123456789abcdef", "0.0.10"), encoding="utf-8")
    assert read_dataset(file).previous == Previous("0123456789abcdef", "0.0.10")
    own = read_dataset(OURS).version
    for release, version, reason in (
        ("0123", "0.0.10", "'previous.release' is missing, or is not the identifier of a release"),
        ("0123456789abcdef", own, f"'previous.version' is not lower than {own}"),
        ("0123456789abcdef", "10.0.0", f"'previous.version' is not lower than {own}"),
    ):
        file.write_text(text + lines.format(release, version), encoding="utf-8")
        with pytest.raises(DatasetError) as caught:
            read_dataset(file)
        assert caught.value.reason.startswith(reason)


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="No such file"):
        read_dataset(tmp_path / "dataset.toml")
