"""Brings a sentence with several citations into the form that the gate reads: each one after its clause.

Writers put a citation after what it covers, or after the name that begins it: "MARLIN [1] reaches 2.8x, while
FlexQ [2] reaches 1.3x." Where it is not plain which words belong to which, all papers are cited for
all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.manuscript.blocks import Cite
from assistant.manuscript.sentences import Written

_EDGE: Final = re.compile(
    r"[;:]\s|,?\s(?:while|whereas|although|though|but)\s|,\s(?:and|then|followed by|in contrast)\s",
    re.IGNORECASE,
)
"""Where one clause ends and the next begins."""
_CLOSES: Final = re.compile(r"\s*(?:[.,;:)?!]|$)")
_ET_AL: Final = re.compile(r"(?:\b[A-Z][\w'’-]{0,40},? ){0,4}\b[A-Z][\w'’-]{1,40},? et al\.?,?(?:'s|’s)?\s*$")
_PEOPLE: Final = re.compile(r"\b([A-Z][\w'’-]{1,40})(?:,? (?:and|&) ([A-Z][\w'’-]{1,40}))?(?:'s|’s)?\s*$")
_LITERAL: Final = re.compile(r"\[(?=[0-9][0-9 .,;–-]{0,40}\])")
"""A bracket of the text's own, which the gate would take for a citation."""
_EMPTY: Final = re.compile(r"\(\s*(?:see|cf\.?|e\.g\.,?|i\.e\.,?|for example|,)?\s*\)")
_SHORTEST: Final = 3
"""Words that a part needs to be held against its own papers only."""


@dataclass(frozen=True)
class Assigned:
    """A part of a sentence without citations, and the keys cited for it."""

    text: str
    keys: tuple[str, ...]


def assigned(written: Written, authors: Mapping[str, frozenset[str]]) -> tuple[Assigned, ...]:
    """Return the parts of a sentence with the keys cited for each; one part where they cannot be told apart.

    ``authors`` has the folded family names behind each key: names of people that introduce a citation are
    left out, for no abstract holds them.
    """
    parts = _prepared(written.parts, authors)
    whole = Assigned(_tidy("".join(part for part in parts if isinstance(part, str))), written.keys)
    if written.is_row or sum(isinstance(part, Cite) for part in parts) < 2:
        return (whole,)
    found = _clauses(parts)
    plain = all(len(re.findall(r"\w\w+", part.text)) >= _SHORTEST for part in found)
    return tuple(found) if found and plain else (whole,)


def _prepared(parts: Sequence[str | Cite], authors: Mapping[str, frozenset[str]]) -> list[str | Cite]:
    """Join citations that stand together, and take out brackets and people."""
    done: list[str | Cite] = []
    for part in parts:
        if isinstance(part, str):
            done.append(_LITERAL.sub("(", part))
            continue
        if (
            len(done) > 1
            and isinstance(done[-2], Cite)
            and isinstance(done[-1], str)
            and not re.search(r"\w", done[-1])
        ):
            done.pop()
        if done and isinstance(before := done[-1], Cite):
            done[-1] = Cite((*before.keys, *part.keys), before.line, before.textual)
            continue
        if done and isinstance(text := done[-1], str):
            done[-1] = _without_people(
                text, frozenset[str]().union(*(authors.get(key, ()) for key in part.keys))
            )
        done.append(part)
    return done


def _without_people(text: str, known: frozenset[str]) -> str:
    if found := _ET_AL.search(text[-250:]):
        return text[: max(0, len(text) - 250) + found.start()]
    found = _PEOPLE.search(text[-100:])
    names = [name for name in found.groups() if name] if found else []
    if found and names and all(name.casefold() in known for name in names):
        return text[: max(0, len(text) - 100) + found.start()]
    return text


def _clauses(parts: Sequence[str | Cite]) -> list[Assigned]:
    """Cut a sentence so that each part has its own citation; nothing when that is not plain."""
    found: list[Assigned] = []
    words = ""
    cite: Cite | None = None
    for at, part in enumerate(parts):
        if isinstance(part, Cite):
            if cite:
                return []
            following = parts[at + 1] if at + 1 < len(parts) else ""
            if isinstance(following, str) and _CLOSES.match(following):
                found.append(Assigned(_tidy(words), part.keys))
                words = ""
            else:
                cite = part
            continue
        edge = _last_edge(part) if cite and at + 1 < len(parts) else None
        if cite and (edge or at + 1 == len(parts)):
            cut = edge.start() if edge else len(part)
            found.append(Assigned(_tidy(words + part[:cut]), cite.keys))
            cite, words = None, part[cut:]
        elif cite:
            return []
        else:
            words += part
    if found and re.search(r"\w", words):
        # What comes after the last citation is not covered by it alone.
        return []
    return found


def _last_edge(text: str) -> re.Match[str] | None:
    return max(_EDGE.finditer(text), key=re.Match[str].start, default=None)


def _tidy(text: str) -> str:
    """Return the words without what only introduced a citation, white space folded."""
    bare = _EMPTY.sub(" ", " ".join(text.replace("(equation)", " ").split()))
    return re.sub(r"\s+(?=[.,;:)])", "", " ".join(bare.split())).lstrip(",;: ").strip()
