from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import get_args

import pytest

from assistant.export.formats import FORMATS, FormatName, export
from assistant.schema import StoredTurn, Thread
from tests.unit.export.drafts import FAST, FLEXQ, MARLIN, PAPERS, answer, draft

NOW = datetime(2026, 3, 4, tzinfo=UTC)
TEXTS: list[FormatName] = [name for name in get_args(FormatName) if not FORMATS[name].binary]


def test_every_format_has_a_suffix_and_a_media_type() -> None:
    assert list(FORMATS) == list(get_args(FormatName))
    assert all(form.suffix.startswith(".") and "/" in form.media_type for form in FORMATS.values())


@pytest.mark.parametrize("form", TEXTS)
def test_every_format_takes_every_source(form: FormatName) -> None:
    turn = StoredTurn(
        id="1",
        thread_id="t",
        position=0,
        question="How fast?",
        state="done",
        answer=answer(FAST),
        created=NOW,
    )
    for source in (
        draft(),
        answer(FAST),
        Thread(id="t", title="Speed", created=NOW, turns=(turn,)),
        [MARLIN],
    ):
        made = export(source, form, PAPERS)
        assert b"MARLIN" in made.content + (made.beside or ("", b""))[1]


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json", "csv"])
def test_bibliography_of_a_document_holds_what_it_cites(form: FormatName) -> None:
    text = export(answer(FAST), form, PAPERS).content.decode()
    assert "MARLIN" in text
    assert "FlexQ" not in text


@pytest.mark.parametrize(
    ("name", "beside"), [("my draft_1", "my-draft-1.bib"), ("été", "-t-.bib"), ("", "references.bib")]
)
def test_latex_names_its_bibliography_as_bibtex_can_read_it(name: str, beside: str) -> None:
    made = export(draft(), "latex", PAPERS, name=name)
    assert made.beside
    assert made.beside[0] == beside
    assert rf"\bibliography{{{beside.removesuffix('.bib')}}}".encode() in made.content


def test_latex_in_one_file_writes_its_bibliography() -> None:
    made = export(draft(), "latex", PAPERS, name="refs")
    assert made.beside
    opening, rest = made.in_one.split(b"\n", 1)
    assert opening == rb"\begin{filecontents*}[overwrite]{refs.bib}"
    assert rest == made.beside[1] + b"\\end{filecontents*}\n" + made.content


def test_json_of_papers_is_one_list() -> None:
    assert [it["title"] for it in json.loads(export([FLEXQ, MARLIN], "json", PAPERS).content)] == [
        FLEXQ.title,
        MARLIN.title,
    ]


def test_answers_and_threads_keep_their_own_markdown() -> None:
    assert export(answer(FAST), "markdown", PAPERS).content.startswith(b"# How fast is it?\n")
    assert b"## Sources" in export(answer(FAST), "markdown", PAPERS).content
    assert b"## References" in export(draft(), "markdown", PAPERS).content
