"""Makes the report of a manuscript, and tells its findings as a linter does: one line of the file each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Final

from assistant.manuscript.sources import Sources
from assistant.schema import (
    CheckedSentence,
    FileProblem,
    ManuscriptReport,
    UnavailableEntry,
    UncitedEntry,
    UnknownKey,
    VerdictKind,
)

_FAULTS: Final[Mapping[VerdictKind, str]] = {
    "number_not_in_source": "number not in source",
    "wrong_paper": "wrong paper cited",
    "qualifier_dropped": "qualifier differs from source",
    "unknown_source": "unknown source",
    "quote_not_found": "quote not in source",
    "no_citation": "no citation",
    "not_supported": "not supported by source",
}


@dataclass(frozen=True)
class Finding:
    """One thing to tell of a manuscript. ``failed`` tells faults from notes."""

    file: str
    line: int
    kind: str
    message: str
    text: str = ""
    """The sentence, where it is about one."""
    failed: bool = False


def make_report(
    file: str, sources: Sources, sentences: Sequence[CheckedSentence], problems: Sequence[FileProblem]
) -> ManuscriptReport:
    """Return the report on a manuscript whose sentences were checked."""
    cited = sources.manuscript.cited
    known = sources.known
    missing = [one for one in known.values() if one.paper is None]
    return ManuscriptReport(
        file=file,
        bibliographies=tuple(each.file for each in sources.bibliographies),
        sentences=tuple(sentences),
        unknown_keys=tuple(
            UnknownKey(key=key, lines=lines, suggestion=sources.suggestion(key))
            for key, lines in cited.items()
            if key not in known
        ),
        uncited=tuple(_uncited(sources)),
        not_in_library=tuple(
            UnavailableEntry(
                key=one.key,
                title=one.title,
                lines=cited[one.key],
                reason=one.reason,
                suggestion=one.suggestion,
            )
            for one in missing
        ),
        own_abstracts=tuple(one.key for one in known.values() if one.own_abstract),
        problems=tuple(problems),
    )


def _uncited(sources: Sources) -> Iterator[UncitedEntry]:
    cited, silent = sources.manuscript.cited, sources.manuscript.silent
    if "*" in silent:
        return
    for entry in sources.entries.values():
        if entry.key not in cited and entry.key not in silent:
            yield UncitedEntry(key=entry.key, title=entry.title, file=entry.file, line=entry.line)


def findings(report: ManuscriptReport) -> list[Finding]:
    """Return what there is to tell, in the order of the manuscript, what concerns other files last."""
    missing = {one.key for one in (*report.not_in_library, *report.unknown_keys)}
    telling = (one for one in report.sentences if _is_telling(one, missing))
    found = [_of_sentence(report.file, one) for one in telling]
    for key in report.unknown_keys:
        hint = f"; did you mean {key.suggestion}?" if key.suggestion else ""
        message = f"nothing defines the key {key.key}{hint}"
        found += [Finding(report.file, line, "unknown key", message, failed=True) for line in key.lines]
    found += _missing(report)
    found.sort(key=lambda one: one.line)
    return [*found, *_about_bibliography(report)]


def _missing(report: ManuscriptReport) -> Iterator[Finding]:
    for one in report.not_in_library:
        hint = f"; did you mean {one.suggestion!r}?" if one.suggestion else ""
        also = f"; also cited on {', '.join(map(str, one.lines[1:]))}" if one.lines[1:] else ""
        message = f"{one.key} ({one.title}) is {one.reason}{also}{hint}"
        yield Finding(report.file, one.lines[0], "not checked", message)
    for key in report.own_abstracts:
        line = next((one.line for one in report.sentences if key in one.keys), 1)
        message = f"{key} is not in your library; it was checked against the abstract in its entry"
        yield Finding(report.file, line, "note", message)


def _about_bibliography(report: ManuscriptReport) -> Iterator[Finding]:
    for entry in report.uncited:
        yield Finding(entry.file, entry.line, "never cited", f"{entry.key} ({entry.title})")
    for problem in report.problems:
        yield Finding(problem.file, problem.line, "problem", f"{problem.reason}: {problem.text}".rstrip(": "))


def _is_telling(sentence: CheckedSentence, missing: Set[str]) -> bool:
    """Tell whether a sentence needs a line; of one that could not be checked its paper tells."""
    if sentence.state == "not_checked":
        return not any(key in missing for key in sentence.keys)
    return sentence.verdict != "supported"


def _of_sentence(file: str, one: CheckedSentence) -> Finding:
    reasons = "; ".join(one.reasons)
    if one.state == "no_citation":
        message = f"a number without a citation{f' ({reasons})' if reasons else ''}"
        return Finding(file, one.line, "no citation", message, one.text)
    if one.verdict is None:
        return Finding(file, one.line, "not checked", reasons, one.text)
    return Finding(file, one.line, _FAULTS.get(one.verdict, one.verdict), reasons, one.text, failed=True)
