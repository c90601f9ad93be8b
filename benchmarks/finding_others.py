"""The full-text indexes beside which ``benchmarks.finding`` puts the one of Khen, each used as its manual proposes."""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.search.words import words

Build = Callable[[Path], Callable[[str], list[str]]]
_PROPOSED = 200
"""Names that an index proposes, to be compared letter by letter."""


def others(names: list[str]) -> dict[str, Build]:
    """Contender to what builds its index; those that are not installed are left out."""
    found = {"fts5 trigram, difflib": _fts5(names, "trigram", _trigrams, _difflib)}
    if importlib.util.find_spec("rapidfuzz"):
        best = _rapidfuzz()
        found["fts5 trigram, rapidfuzz"] = _fts5(names, "trigram", _trigrams, best)
        found["fts5 words, rapidfuzz"] = _fts5(names, "unicode61", str.split, best)
    if importlib.util.find_spec("tantivy"):
        found["tantivy, fuzzy"] = _tantivy(names, 10)
        if importlib.util.find_spec("rapidfuzz"):
            found["tantivy, rapidfuzz"] = _tantivy(names, _PROPOSED, _rapidfuzz())
    return found


def _bare(text: str) -> str:
    return " ".join(word.plain for word in words(text))


def _trigrams(text: str) -> list[str]:
    return [text[at : at + 3] for at in range(len(text) - 2)]


Best = Callable[[str, list[str]], list[int]]
"""The texts most like one, as positions, the likest first."""


def _difflib(text: str, texts: list[str]) -> list[int]:
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)

    def ratio(at: int) -> float:
        matcher.set_seq1(texts[at])
        return matcher.ratio()

    return sorted(range(len(texts)), key=lambda at: -ratio(at))


def _rapidfuzz() -> Best:
    process: Any = importlib.import_module("rapidfuzz.process")
    fuzz: Any = importlib.import_module("rapidfuzz.fuzz")

    def best(text: str, texts: list[str]) -> list[int]:
        return [at for _, _, at in process.extract(text, texts, scorer=fuzz.ratio, limit=10)]

    return best


def _fts5(names: list[str], tokenizer: str, split: Callable[[str], list[str]], best: Best) -> Build:
    def build(path: Path) -> Callable[[str], list[str]]:
        database = sqlite3.connect(path)
        database.execute(f"CREATE VIRTUAL TABLE name USING fts5(bare, printed UNINDEXED, tokenize='{tokenizer}')")
        database.executemany("INSERT INTO name VALUES (?, ?)", ((_bare(name), name) for name in names))
        database.execute("INSERT INTO name(name) VALUES ('optimize')")
        database.commit()

        def find(text: str) -> list[str]:
            bare = _bare(text)
            query = " OR ".join(f'"{each}"' for each in dict.fromkeys(split(bare)))
            rows = database.execute(
                f"SELECT bare, printed FROM name WHERE name MATCH ? ORDER BY rank LIMIT {_PROPOSED}", (query,)
            ).fetchall()
            return [rows[at][1] for at in best(bare, [row[0] for row in rows])[:10]]

        return find

    return build


def _tantivy(names: list[str], proposed: int, best: Best | None = None) -> Build:
    tantivy: Any = importlib.import_module("tantivy")

    def build(path: Path) -> Callable[[str], list[str]]:
        path.mkdir()
        schema = (
            tantivy.SchemaBuilder().add_text_field("bare", stored=True).add_text_field("printed", stored=True).build()
        )
        index = tantivy.Index(schema, path=str(path))
        writer = index.writer(heap_size=128 << 20, num_threads=1)
        for name in names:
            writer.add_document(tantivy.Document(bare=[_bare(name)], printed=[name]))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        searcher = index.searcher()

        def find(text: str) -> list[str]:
            parts = []
            for word in dict.fromkeys(_bare(text).split()):
                parts.append((tantivy.Occur.Should, tantivy.Query.term_query(schema, "bare", word)))
                near = tantivy.Query.fuzzy_term_query(schema, "bare", word, distance=1)
                parts.append((tantivy.Occur.Should, tantivy.Query.boost_query(near, 0.5)))
            hits = searcher.search(tantivy.Query.boolean_query(parts), proposed).hits
            found = [searcher.doc(address) for _, address in hits]
            if best:
                found = [found[at] for at in best(_bare(text), [each["bare"][0] for each in found])[:10]]
            return [each["printed"][0] for each in found]

        return find

    return build
