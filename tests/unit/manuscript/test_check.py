"""Whole manuscripts against the sample papers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from assistant.errors import ManuscriptError
from assistant.export.cite_keys import cite_keys
from assistant.export.escape import escape_latex
from assistant.manuscript import check_manuscript
from assistant.manuscript.report import findings
from assistant.schema import CheckedSentence, ManuscriptReport, Paper
from assistant.text.sentences import split_sentences

_FACTOR = re.compile(r"(?<![\w.^_-])\d+(?:\.\d+)?(?=\s?(?:x\b|×|%|times\b))")
_HEDGE = re.compile(r"\bup to\s+(?=\d)")
MARLIN = "MARLIN: Mixed-Precision Auto-Regressive Parallel Inference on Large Language Models"


class Desk:
    """A folder with a bibliography of the sample papers, where manuscripts are written and checked."""

    def __init__(self, folder: Path, papers: Sequence[Paper]) -> None:
        self.folder = folder
        self.papers = [paper for paper in papers if paper.abstract]
        self.keys = cite_keys(papers)
        entries = (
            f"@misc{{{self.keys[it.id]}, title = {{{escape_latex(it.title)}}}}}\n" for it in self.papers
        )
        (folder / "refs.bib").write_text("".join(entries), encoding="utf-8")

    def check(self, text: str, *, name: str = "draft.tex") -> ManuscriptReport:
        (self.folder / name).write_text(text, encoding="utf-8")
        return check_manuscript(self.folder / name, self.papers, keys=self.keys)

    def verdicts(self, rows: Sequence[tuple[str, str]]) -> list[str | None]:
        """The verdict on each sentence, cited with the key beside it."""
        lines = (f"{escape_latex(text.rstrip('.'))}~\\cite{{{key}}}.\n\n" for text, key in rows)
        report = self.check("".join(lines) + "\\bibliography{refs}")
        assert {one.line for one in report.sentences} == {2 * place + 1 for place in range(len(rows))}
        return [one.verdict for one in report.sentences]

    def sentences(self) -> Iterator[tuple[Paper, str]]:
        for paper in self.papers:
            abstract = paper.abstract or ""
            for span in split_sentences(abstract):
                yield paper, abstract[span.start : span.end]


@pytest.fixture
def desk(tmp_path: Path, sample_papers: tuple[Paper, ...]) -> Desk:
    return Desk(tmp_path, sample_papers)


def only(report: ManuscriptReport) -> CheckedSentence:
    (sentence,) = report.sentences
    return sentence


def test_every_true_sentence_of_the_sample_is_supported(desk: Desk) -> None:
    rows = [(text, desk.keys[paper.id]) for paper, text in desk.sentences()]
    assert len(rows) > 700
    assert set(desk.verdicts(rows)) == {"supported"}


def test_every_changed_number_is_found(desk: Desk) -> None:
    rows = [
        (
            f"{text[: it.start()]}{'7' if it[0][0] != '7' else '4'}{it[0][1:]}{text[it.end() :]}",
            desk.keys[paper.id],
        )
        for paper, text in desk.sentences()
        for it in _FACTOR.finditer(text)
    ]
    assert len(rows) > 90
    assert set(desk.verdicts(rows)) == {"number_not_in_source"}


def test_every_dropped_up_to_is_found(desk: Desk) -> None:
    rows = [
        (text[: it.start()] + text[it.end() :], desk.keys[paper.id])
        for paper, text in desk.sentences()
        for it in _HEDGE.finditer(text)
    ]
    assert len(rows) > 20
    assert set(desk.verdicts(rows)) == {"qualifier_dropped"}


def test_every_swapped_citation_is_found(desk: Desk) -> None:
    chance = random.Random(7)
    rows = [
        (text, desk.keys[chance.choice([it for it in desk.papers if it.id != paper.id]).id])
        for paper, text in desk.sentences()
    ]
    assert "supported" not in desk.verdicts(rows)


def test_unknown_keys_are_found_and_the_right_one_suggested(desk: Desk) -> None:
    report = desk.check("A \\cite{marlinmixd}.\n\nB \\cite{marlinmixd,zzz}.\n\\bibliography{refs}")
    assert [(it.key, it.lines, it.suggestion) for it in report.unknown_keys] == [
        ("marlinmixd", (1, 3), "marlinmixed"),
        ("zzz", (3,), None),
    ]
    assert not report.passed


def test_a_paper_outside_the_library_is_never_called_false(desk: Desk) -> None:
    (desk.folder / "own.bib").write_text("@misc{far, title={Far Away}, year={2020}}\n", encoding="utf-8")
    report = desk.check("It gains 9x \\cite{far}. It loses 3x.\n\\bibliography{own}")
    assert report.passed
    assert [one.state for one in report.sentences] == ["not_checked", "no_citation"]
    assert report.sentences[0].reasons == ("far is not in your library",)


def test_the_part_that_can_be_checked_is(desk: Desk) -> None:
    (desk.folder / "own.bib").write_text(f"@misc{{m, title={{{MARLIN}}}}}\n@misc{{far, title={{Far}}}}")
    first = "MARLIN speeds up end-to-end LLM inference by up to 9.9x \\cite{m}"
    text = f"{first}, while Far gains a lot more \\cite{{far}}."
    assert only(desk.check(f"{text}\n\\bibliography{{own}}")).verdict == "number_not_in_source"
    assert only(desk.check(f"{text.replace('9.9', '2.8')}\n\\bibliography{{own}}")).state == "not_checked"


def test_the_abstract_of_an_entry_serves_where_the_library_lacks_the_paper(desk: Desk) -> None:
    entry = "@misc{far, title={Far Away}, abstract={Our kernel is 3.5$\\times$ faster than the baseline.}}"
    (desk.folder / "own.bib").write_text(entry, encoding="utf-8")
    report = desk.check(
        "The kernel is 3.5$\\times$ faster than the baseline \\cite{far}.\n\\bibliography{own}"
    )
    assert only(report).verdict == "supported"
    assert report.own_abstracts == ("far",)
    assert "abstract in its entry" in findings(report)[0].message


def test_keys_of_the_library_are_understood_without_a_bibliography(desk: Desk) -> None:
    text = "MARLIN reports end-to-end LLM inference speedups of up to 2.8x with vLLM [@marlinmixed]."
    assert only(desk.check(text, name="draft.md")).verdict == "supported"


def test_numbered_references_are_found_by_their_titles(desk: Desk) -> None:
    text = f"MARLIN is up to 9.9x faster with vLLM [1].\n\n## References\n\n1. E. Frantar. {MARLIN}. 2024.\n"
    assert only(desk.check(text, name="draft.md")).verdict == "number_not_in_source"


def test_a_number_next_to_its_citation_is_held_against_it(desk: Desk) -> None:
    cited = "MARLIN is a set of mixed-precision kernels \\cite{marlinmixed}."
    given = f"{cited} End to end, it is up to %sx faster with vLLM."
    right, wrong = (desk.check(given % figure).sentences[1] for figure in ("2.8", "3.1"))
    assert (right.state, right.verdict) == ("checked", "supported")
    assert (wrong.state, wrong.verdict) == ("no_citation", None)


def test_a_number_of_ones_own_beside_a_citation_is_not_called_false(desk: Desk) -> None:
    own = only(desk.check("Unlike MARLIN \\cite{marlinmixed}, our method reaches a 4.1$\\times$ speedup."))
    assert (own.state, own.reasons[0]) == ("not_checked", "it seems to speak of your own work")
    theirs = only(desk.check("Unlike others, MARLIN \\cite{marlinmixed} reaches a 4.1$\\times$ speedup."))
    assert theirs.verdict == "number_not_in_source"


def test_a_sentence_that_only_points_is_left_out(desk: Desk) -> None:
    report = desk.check("See \\cite{marlinmixed} for details.")
    assert (report.sentences, report.passed) == ((), True)


def test_a_table_is_judged_by_its_figures(desk: Desk) -> None:
    row = r"\begin{tabular}{ll} MARLIN~\cite{marlinmixed} & up to $%s\times$ & A100 \\ \end{tabular}"
    assert only(desk.check(row % "2.8")).verdict == "supported"
    assert only(desk.check(row % "3.8")).verdict == "number_not_in_source"


def test_entries_never_cited_are_listed(desk: Desk) -> None:
    (desk.folder / "own.bib").write_text("@misc{a, title={A b}}\n@misc{b, title={B c}}\n", encoding="utf-8")
    report = desk.check("It is so \\cite{a}.\n\\bibliography{own}")
    assert [(it.key, it.file, it.line) for it in report.uncited] == [("b", "own.bib", 2)]
    assert not desk.check("So \\cite{a}. \\nocite{*}\\bibliography{own}").uncited


def test_a_missing_bibliography_is_told_of_and_folders_are_not_left(desk: Desk) -> None:
    report = desk.check("So \\cite{a}.\n\\bibliography{../../elsewhere}")
    assert ["'elsewhere.bib' does not lie beside" in it.reason for it in report.problems] == [True]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no file"),
        (b"\x00\x01\xff" * 99, "no text"),
        (b"%PDF-1.4", "PDF"),
        (b"a" * 3_000_000, "larger than"),
    ],
)
def test_files_that_cannot_be_read_get_a_sentence(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "x.tex"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ManuscriptError, match=reason):
        check_manuscript(path, [])


def test_other_encodings_are_read_and_told_of(tmp_path: Path) -> None:
    path = tmp_path / "x.tex"
    path.write_bytes("Café größer ist schön \\cite{a}.".encode("latin-1"))
    report = check_manuscript(path, [])
    assert report.unknown_keys[0].key == "a"
    assert "not UTF-8" in report.problems[0].reason
