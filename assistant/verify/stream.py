"""From the pieces that a writer streams to whole sentences with their citation markers."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.schema import Delta
from assistant.text.sentences import split_sentences

_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_HEADING = re.compile(r"\s*(?:#{1,6}(?:\s|$).*|\*\*[^*]*\*\*\s*:?\s*|[-*_]{3,}\s*|```.*)")
_BOLD_SO_FAR = re.compile(r"\s*\*\*(?:[^*]*|[^*]*\*{1,2}\W*)")
_BULLET = re.compile(r"\s*(?:[-*•]|[0-9]{1,2}[.)])\s+")
_WRAPPED = re.compile(r"  +(?![-*•])|[a-z]")
"""How a line begins that continues a list item."""
_MARKERS = re.compile(r"(?:\[ ?[0-9]+(?:\.[0-9]+)?(?:[ ,;–-]+[0-9]+(?:\.[0-9]+)?)* ?\][ ,]?)+")
_OPEN_MARKER = re.compile(r"\[[0-9 .,;–-]*\Z")
_GLUED = re.compile(r"([.?!][\"'”’)]*)(?=\[[0-9])")
_ENDS_CITED = re.compile(r"\][.?!…]*[\"'”’)]*\Z")
_WHOLE_WORD = re.compile(r"\S*\w\S*\s")

Sentence = tuple[str, tuple[int, ...] | None]


class SentenceStream:
    """Collects a writer's output and gives it back sentence by sentence, however it was cut into pieces.

    A sentence is given once the word after it has been seen, so that markers such as ``. [1]`` stay with it.
    Thoughts, headings and list bullets are left out. One stream serves one answer.
    """

    def __init__(self) -> None:
        self._text = ""
        self._given = 0

    def feed(self, delta: Delta) -> list[Sentence]:
        """Return the sentences that this piece completes, each with the keys that came apart from it."""
        if delta.sentence:
            return [*self.flush(), (delta.text.strip(), delta.keys)]
        self._text += delta.text
        if not re.search(r"\s", delta.text):
            return []
        found = _sentences(self._text, whole=False)
        return self._new(found[: _settled(found)])

    def flush(self) -> list[Sentence]:
        """Return what is left, at the end of the output; the stream can be fed again."""
        rest = self._new(_sentences(self._text, whole=True))
        self._text, self._given = "", 0
        return rest

    def _new(self, sentences: list[str]) -> list[Sentence]:
        fresh = sentences[self._given :]
        self._given = max(self._given, len(sentences))
        return [(sentence, None) for sentence in fresh]


def _settled(sentences: list[str]) -> int:
    """Return how many sentences later text cannot change: those that a whole word follows."""
    return next((index for index in range(len(sentences) - 1, 0, -1) if _begun(sentences[index])), 0)


def _begun(sentence: str) -> bool:
    rest = _MARKERS.sub("", sentence, count=1) if _MARKERS.match(sentence) else sentence
    return not _OPEN_MARKER.match(rest) and bool(_WHOLE_WORD.match(rest))


def _sentences(text: str, *, whole: bool) -> list[str]:
    found: list[str] = []
    for block in _blocks(_THOUGHT.sub("\n\n", text), whole=whole):
        spaced = _GLUED.sub(r"\1 ", block)
        spans = split_sentences(spaced)
        pieces = [spaced[span.start : span.end] for span in spans]
        if pieces and spaced[-1:].isspace():
            pieces[-1] += " "  # shows that its last word is whole
        found += _with_markers(pieces)
    return [sentence.strip() if whole else sentence for sentence in found]


def _blocks(text: str, *, whole: bool) -> list[str]:
    """Return the paragraphs and list items; wrapped lines are joined."""
    lines = text.split("\n")
    if not whole and _BOLD_SO_FAR.fullmatch(lines[-1]):
        lines.pop()  # perhaps a heading: wait for the end of the line
    blocks: list[str] = []
    joins = unbroken = False
    for line in lines:
        if not line.strip() or _HEADING.fullmatch(line):
            joins = unbroken = False
            continue
        bullet = _BULLET.match(line)
        body = line.replace("**", "")[bullet.end() if bullet else 0 :]
        if not bullet and (joins or (blocks and _WRAPPED.match(line) and unbroken)):
            blocks[-1] += f"\n{body}"
        else:
            blocks.append(body)
            joins = not bullet
        unbroken = True
    return blocks


def _with_markers(pieces: list[str]) -> list[str]:
    """Move markers that begin a sentence to the one before, unless it has its own or they are the subject."""
    done = pieces[:1]
    for before, piece in pairwise(pieces):
        markers = _MARKERS.match(piece)
        rest = piece[markers.end() :].lstrip() if markers else ""
        if not markers or _ENDS_CITED.search(before) or rest[:1].islower():
            done.append(piece)
        else:
            done[-1] += f" {markers.group().rstrip(' ,')}"
            done += [rest] if rest else []
    return done
