"""From a manuscript's file to its report: read, look up what it cites, check each sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from assistant.ingest.problems import problem
from assistant.manuscript.bibliography import Bibliography, read_bibliography
from assistant.manuscript.blocks import Manuscript
from assistant.manuscript.checking import Checker
from assistant.manuscript.files import BIBLIOGRAPHY, MANUSCRIPT, read_text
from assistant.manuscript.latex import read_latex
from assistant.manuscript.markdown import read_markdown
from assistant.manuscript.matching import Matcher
from assistant.manuscript.report import make_report
from assistant.manuscript.sentences import sentences_of
from assistant.manuscript.sources import Sources
from assistant.schema import FileProblem, ManuscriptReport, Paper, Problem

_MARKDOWN: Final = frozenset([".md", ".markdown", ".qmd", ".rmd", ".txt"])


def check_manuscript(
    path: Path,
    papers: Sequence[Paper],
    *,
    bibliographies: Sequence[Path] = (),
    keys: Mapping[str, str] | None = None,
) -> ManuscriptReport:
    """Check a manuscript in LaTeX or Markdown against the abstracts of the papers that it cites.

    Without ``bibliographies`` those are read that the manuscript names and that lie beside it. ``keys`` maps
    the ids of papers to the keys that are understood where there is no bibliography.

    Raises:
        ManuscriptError: The manuscript, or a bibliography that was given, cannot be read.
    """
    decoded = read_text(path, MANUSCRIPT)
    manuscript = read_markdown(decoded.text) if _is_markdown(path, decoded.text) else read_latex(decoded.text)
    problems = [*_named(decoded.problems, path.name), *_named(manuscript.problems, path.name)]
    found = [_read(given, problems) for given in bibliographies or _beside(path, manuscript, problems)]
    by_id = {paper.id: paper for paper in papers}
    library = {key: by_id[id_] for id_, key in (keys or {}).items() if id_ in by_id}
    sources = Sources(found, manuscript, Matcher(papers), library)
    sentences = list(sentences_of(manuscript.blocks))
    return make_report(path.name, sources, list(Checker(sources).check(sentences)), problems)


def _is_markdown(path: Path, text: str) -> bool:
    suffix = path.suffix.lower()
    return suffix in _MARKDOWN and not (suffix == ".txt" and "\\cite" in text)


def _read(path: Path, problems: list[FileProblem]) -> Bibliography:
    decoded = read_text(path, BIBLIOGRAPHY)
    found = read_bibliography(decoded.text, path.name)
    problems += _named((*decoded.problems, *found.problems), path.name)
    return found


def _beside(path: Path, manuscript: Manuscript, problems: list[FileProblem]) -> list[Path]:
    """Return the bibliographies that a manuscript names, as far as they lie in its folder."""
    found: list[Path] = []
    for name in manuscript.bibliographies:
        # Only the last part: a manuscript from elsewhere does not choose which files are opened.
        file = path.parent / Path(name.replace("\\", "/")).name
        file = file if file.suffix.lower() == ".bib" else file.with_name(f"{file.name}.bib")
        if file.is_file():
            found.append(file)
        else:
            reason = f"{file.name!r} does not lie beside the manuscript; name it by --bib"
            problems += _named([problem(1, name, reason)], path.name)
    return found


def _named(problems: Sequence[Problem], file: str) -> list[FileProblem]:
    return [FileProblem(file=file, line=one.line, text=one.text, reason=one.reason) for one in problems]
