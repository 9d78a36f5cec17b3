"""Ten thousand hostile papers, exported and read back by programs that are not ours."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable
from typing import Any, cast

import pypandoc  # pyright: ignore[reportMissingTypeStubs]
import pytest
import rispy  # pyright: ignore[reportMissingTypeStubs]

from assistant.export.cite_keys import cite_keys
from assistant.export.escape import verbatim_url
from assistant.export.formats import FormatName, export
from assistant.schema import Paper
from tests.unit.export.hostile import (
    VERBATIM,
    by_bibtexparser,
    by_pybtex,
    decoded,
    fuzzed,
    inert,
    normal_name,
    same,
    shown,
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
NUMBER = 10_000


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    return fuzzed(NUMBER, seed=20)


@pytest.fixture(scope="module")
def keys(papers: list[Paper]) -> list[str]:
    named = cite_keys(papers)
    return [named[paper.id] for paper in papers]


@pytest.fixture(scope="module")
def exported(papers: list[Paper]) -> Callable[[FormatName], str]:
    by_id = {paper.id: paper for paper in papers}
    return lambda form: export(papers, form, by_id).content.decode()


def pandoc(text: str, form: str, to: str) -> str:
    options = ["--wrap=none"]
    return cast("Any", pypandoc).convert_text(text, to, format=form, extra_args=options, sandbox=True)


@pytest.mark.parametrize("read", [by_pybtex, by_bibtexparser])
def test_bibtex_has_no_difference_and_no_active_command(
    papers: list[Paper],
    keys: list[str],
    exported: Callable[[FormatName], str],
    read: Callable[[str], dict[str, dict[str, str]]],
) -> None:
    entries = read(exported("bibtex"))
    assert list(entries) == keys
    assert [p.title for p, it in zip(papers, entries.values(), strict=True) if not _entry_is(p, it)] == []


def test_names_are_read_back_from_bibtex(papers: list[Paper], exported: Callable[[FormatName], str]) -> None:
    differing: list[tuple[str, str]] = []
    for paper, entry in zip(papers, by_pybtex(exported("bibtex")).values(), strict=True):
        wanted = [shown(author) for author in paper.authors if shown(author)]
        names = [decoded(name) for name in entry["author"].split("\n") if entry["author"]]
        pairs = zip(names, wanted, strict=True)
        differing += [(a, b) for a, b in pairs if not (same(a, b) or same(normal_name(a), normal_name(b)))]
    assert differing == []


def test_ris_has_no_difference(
    papers: list[Paper], keys: list[str], exported: Callable[[FormatName], str]
) -> None:
    records = cast("Any", rispy).loads(exported("ris"))
    assert [record["id"] for record in records] == keys
    for name in ("title", "abstract", "doi"):
        assert [it.get(name, "") for it in records] == [shown(getattr(it, name) or "") for it in papers]


def test_csv_has_no_difference_and_no_formula(
    papers: list[Paper], keys: list[str], exported: Callable[[FormatName], str]
) -> None:
    rows = list(csv.DictReader(io.StringIO(exported("csv"), newline="")))
    assert [row["key"] for row in rows] == keys
    for name in ("title", "abstract", "venue"):
        texts = [(getattr(paper, name) or "").replace("\x00", "\ufffd") for paper in papers]
        assert [row[name].removeprefix("'") for row in rows] == texts
        assert not any(row[name].lstrip().startswith(("=", "@", "+ ")) for row in rows)


def test_json_has_no_difference(papers: list[Paper], exported: Callable[[FormatName], str]) -> None:
    records = json.loads(exported("json"))
    assert [Paper.model_validate({k: v for k, v in it.items() if k != "key"}) for it in records] == papers


def test_pandoc_reads_csl_json_and_bibtex(
    papers: list[Paper], keys: list[str], exported: Callable[[FormatName], str]
) -> None:
    items = json.loads(exported("csl-json"))
    assert [item.get("title", "") for item in items] == [shown(paper.title) for paper in papers]
    for form, text in (("csljson", exported("csl-json")), ("bibtex", exported("bibtex"))):
        assert [item["id"] for item in json.loads(pandoc(text, form, "csljson"))] == keys


def test_pandoc_reads_markdown_as_the_text_it_was(
    papers: list[Paper], exported: Callable[[FormatName], str]
) -> None:
    read = pandoc(exported("markdown"), "commonmark+pipe_tables", "plain")
    lines = [line for line in read.splitlines() if line.startswith("- [")]
    titles = [unicodedata.normalize("NFC", shown(paper.title)) for paper in papers]
    assert [title for title, line in zip(titles, lines, strict=True) if title not in line] == []


def _entry_is(paper: Paper, entry: dict[str, str]) -> bool:
    texts = [
        text.replace("\n", " ") for name, text in entry.items() if name not in (*VERBATIM, "howpublished")
    ]
    return (
        same(decoded(entry["title"][1:-1]), shown(paper.title))
        and entry.get("doi", "") == verbatim_url(paper.doi or "")
        and all(map(inert, texts))
        and not any(set("\\{}\n") & set(entry.get(name, "")) for name in VERBATIM)
    )
