"""Reading a source: what is kept, what is changed, and what is refused by name with the way out."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

import pytest

from graph.errors import KhenError
from graph.source import SourceError, freeze, read_corpus, read_source
from tests.source.conftest import Announce


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"Tin \xff\xfe", "byte 4 cannot be decoded"),
        ("Tin tức".encode("utf-16"), "not UTF-8"),
        ("Hà Nội".encode("latin-1", errors="ignore"), "not UTF-8"),
        (b"", "empty"),
        (b" \n\t\r\n", "empty"),
        ("\u00a0\n".encode(), "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Tin\n\x00", "U+0000 at offset 4, line 2"),
        (b"Tin\n\na\x07", "U+0007 at offset 6, line 3"),
        ("Tin\x85".encode(), "U+0085"),
        ("Tin\uffff".encode(), "U+FFFF"),
        (b"Tin\x1b[31m", "U+001B"),
        (b"Tin\x7f", "U+007F"),
    ],
)
def test_a_damaged_text_is_refused(announce: Announce, raw: bytes, reason: str) -> None:
    folder = announce(raw)
    with pytest.raises(SourceError) as caught:
        read_source(folder)
    assert caught.value.subject == str(folder / "source.txt")
    assert reason in caught.value.reason
    assert caught.value.remedy


def test_white_space_is_kept_and_line_ends_and_composition_are_settled() -> None:
    raw = unicodedata.normalize("NFD", "Hội\u00a0LHPN  tỉnh\t\r\nThanh Hoá\r \u2009")
    assert freeze(raw.encode()) == "Hội\u00a0LHPN  tỉnh\t\nThanh Hoá\n \u2009"


def test_a_byte_order_mark_is_no_text_but_only_at_the_start() -> None:
    assert freeze(b"\xef\xbb\xbfTin") == "Tin"
    assert freeze("Tin\ufeff".encode()) == "Tin\ufeff"


@pytest.mark.parametrize("change", ["NFD", "CRLF", "BOM"])
def test_one_text_has_one_digest(announce: Announce, change: str) -> None:
    text = "Tin tức\nHội Liên hiệp Phụ nữ\n"
    raw = {
        "NFD": unicodedata.normalize("NFD", text).encode(),
        "CRLF": text.replace("\n", "\r\n").encode(),
        "BOM": text.encode("utf-8-sig"),
    }[change]
    assert raw != text.encode()
    document = read_source(announce(raw))
    assert document.text == text
    assert document.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_digest_that_fits_is_accepted_and_one_that_does_not_names_both(announce: Announce) -> None:
    digest = hashlib.sha256(b"Tin\n").hexdigest()
    assert read_source(announce("Tin\n", f'sha256 = "{digest}"')).sha256 == digest
    with pytest.raises(SourceError) as caught:
        read_source(announce("Tin.\n", f'sha256 = "{digest}"', name="a2"))
    assert digest in caught.value.reason
    assert hashlib.sha256(b"Tin.\n").hexdigest() in caught.value.reason
    assert "source.toml" in caught.value.remedy


def test_metadata_is_read_and_what_is_left_out_is_not_stated(announce: Announce) -> None:
    bare = read_source(announce(metadata="")).metadata
    assert (bare.language, bare.publisher, bare.address, bare.published, bare.publish_text) == (
        "vi",
        None,
        None,
        None,
        False,
    )
    full = read_source(
        announce(
            metadata='publisher = "Báo"\naddress = "https://example.org/1"\nlanguage = "vi"\nrights = "CC BY"\n'
            'publish_text = true\npublished = "2023-09-22"\n'
            '[[difference]]\nkind = "collective"\nannounced = 10\nlisted = 9\nnote = "vì"\n',
            name="a2",
        )
    ).metadata
    assert (full.publisher, full.address, full.published, full.publish_text) == (
        "Báo",
        "https://example.org/1",
        "2023-09-22",
        True,
    )
    (difference,) = full.differences
    assert (difference.kind, difference.announced, difference.listed, difference.note) == ("collective", 10, 9, "vì")


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ('publsher = "Báo"', "unknown field 'publsher'"),
        ("publisher = 3", "'publisher' is not a text"),
        ('publisher = " "', "'publisher' is not a text"),
        ('published = "22/9/2023"', "'published' is not a day"),
        ('publish_text = "yes"', "neither true nor false"),
        ("publisher = ", "not valid TOML"),
        (b'publisher = "\xff"', "not valid TOML"),
        ('[[difference]]\nkind = "collective"', "incomplete"),
        ('difference = ["x"]', "incomplete"),
    ],
)
def test_metadata_that_is_not_understood_is_refused(announce: Announce, metadata: str | bytes, reason: str) -> None:
    folder = announce(metadata=metadata)
    with pytest.raises(SourceError) as caught:
        read_source(folder)
    assert caught.value.subject == str(folder / "source.toml")
    assert reason in caught.value.reason


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read") as caught:
        read_source(tmp_path / "nowhere.txt")
    assert caught.value.subject == str(tmp_path / "nowhere.txt")
    assert caught.value.remedy
    (tmp_path / "a1").mkdir()
    with pytest.raises(SourceError) as caught:
        read_source(tmp_path / "a1")
    assert caught.value.subject == str(tmp_path / "a1" / "source.txt")
    with pytest.raises(SourceError, match="no such folder"):
        read_corpus(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="holds no announcement"):
        read_corpus(tmp_path / "empty")


@pytest.mark.parametrize("name", ["Tin Tức", "a_b", "-a", "a.b", "x" * 65])
def test_a_folder_is_named_by_an_identifier(announce: Announce, name: str) -> None:
    with pytest.raises(SourceError, match="cannot be an identifier"):
        read_source(announce(name=name))


def test_a_single_file_gets_an_identifier_from_its_name(tmp_path: Path) -> None:
    for name, identifier in {"Tin Mới 1.txt": "tin-m-i-1", "642ca7.txt": "642ca7", "….txt": "source"}.items():
        (tmp_path / name).write_text("Tin\n", encoding="utf-8")
        assert read_source(tmp_path / name).id == identifier


def test_a_corpus_is_read_in_the_order_of_its_identifiers(announce: Announce, tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        announce(f"Tin {name}", name=name)
    (tmp_path / ".git").mkdir()
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    assert [document.id for document in read_corpus(tmp_path)] == ["a", "b", "c"]


def test_one_text_in_two_folders_is_refused_naming_both(announce: Announce, tmp_path: Path) -> None:
    for name in ("first", "second"):
        announce("Tin", name=name)
    with pytest.raises(SourceError, match=r"second: it holds the same text as 'first'"):
        read_corpus(tmp_path)


def test_every_error_is_one_that_the_command_line_reports() -> None:
    assert issubclass(SourceError, KhenError)
    assert SourceError.exit_status == 1


def test_lines_are_counted_from_one(announce: Announce) -> None:
    document = read_source(announce("Tin\n\nHai\n"))
    assert [document.line_of(offset) for offset in (0, 3, 4, 5, 8)] == [1, 1, 2, 3, 3]


def test_a_day_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "source.txt").write_text("Một tin")
    (folder / "source.toml").write_text('published = "2023-02-31"')
    with pytest.raises(SourceError, match="'published' is not a day"):
        read_source(folder)


def test_metadata_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    (folder / "source.toml").mkdir(parents=True)
    (folder / "source.txt").write_text("Một tin")
    with pytest.raises(SourceError, match=r"source\.toml: cannot be read"):
        read_source(folder)
