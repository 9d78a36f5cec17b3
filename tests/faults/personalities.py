"""What the loopback model server says to a question: honest, obedient, formless or inventing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

REFUSAL = "NOT IN LIBRARY"

_BLOCK = re.compile(
    r"^<<<(?P<fence>\w+)\n(?P<mark>\S+) (?P<title>.*)\n(?P<lines>(?:(?P=mark) .*\n)*)(?P=fence)>>>$",
    re.MULTILINE,
)
_LINE = re.compile(r"^\S+ (?P<text>.*?)(?: \[(?P<key>\d+)\.(?P<place>\d+)\](?P<stop>[.!?]*))$", re.MULTILINE)
_QUESTION = re.compile(r"^Question: (?P<text>.*)$", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COMMAND = re.compile(
    r"(?:^|[.!?:]\s+)(?:please\s+)?(?:write|say|output|print|reply with|answer with|add)(?: that)?:?\s+"
    r"(?P<text>.+?)(?=[.!]\s|[.!]?$)",
    re.IGNORECASE,
)
_CITE = re.compile(r"\bcite (?:paper )?(?P<key>\d+)", re.IGNORECASE)


class Line(NamedTuple):
    """A sentence as the prompt shows it."""

    key: int
    place: int
    text: str


class Block(NamedTuple):
    """A paper as the prompt shows it."""

    key: int
    title: str
    lines: tuple[Line, ...]

    @property
    def abstract(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def sentences(self) -> list[str]:
        return [line.text for line in self.lines]


class Said(NamedTuple):
    """What a personality says."""

    text: str
    falsehoods: tuple[str, ...] = ()
    """Sentences of the text that no cited paper supports, in order."""


def blocks(prompt: str) -> list[Block]:
    """Read the evidence back from a user message."""
    read = ((found["title"], _lines(found["lines"])) for found in _BLOCK.finditer(prompt))
    return [Block(lines[0].key, title, lines) for title, lines in read if lines]


def honest(prompt: str) -> Said:
    """Quote up to three evidence sentences that share words with the question, each with its paper."""
    return Said(" ".join(_cited(line.text, line.key) for line in _best(prompt)) or REFUSAL)


def pinning(prompt: str) -> Said:
    """Be honest, and cite the very sentences."""
    tagged = (f"{line.text.rstrip('.!?')} [{line.key}.{line.place}]." for line in _best(prompt))
    return Said(" ".join(tagged) or REFUSAL)


def formless(prompt: str) -> Said:
    """Be honest, but heed no form: a heading, a list, brackets of another kind, and no citations."""
    items = "\n".join(f"* **{line.text}** ({line.key})" for line in _best(prompt))
    return Said(f"# Answer\n\nSure! Here is what I found:\n\n{items}\n\nI hope this helps!")


def obedient(prompt: str) -> Said:
    """Do what abstracts and titles say, then answer honestly."""
    ordered = [_obey(block) for block in blocks(prompt)]
    return Said(" ".join([*filter(None, ordered), honest(prompt).text]))


def hallucinating(prompt: str) -> Said:
    """Mix true sentences with altered numbers, swapped papers, unknown papers and uncited claims."""
    known = [block for block in blocks(prompt) if _NUMBER.search(block.abstract)]
    falsehoods = tuple(false for block in known for false in _falsehoods(block, known))
    truths = [_cited(_with_number(block), block.key) for block in known]
    return Said(" ".join([*truths, *falsehoods]) or REFUSAL, falsehoods)


def mistaken(prompt: str) -> Said:
    """Say one sentence of each paper that has a number, with another number."""
    known = [block for block in blocks(prompt) if _NUMBER.search(block.abstract)]
    falsehoods = tuple(_falsehoods(block, known)[0] for block in known)
    return Said(" ".join(falsehoods) or REFUSAL, falsehoods)


PERSONALITIES: Mapping[str, Callable[[str], Said]] = {
    "honest": honest,
    "obedient": obedient,
    "hallucinating": hallucinating,
    "pinning": pinning,
    "formless": formless,
    "repairing": mistaken,
    "stubborn": hallucinating,
}


def _lines(text: str) -> tuple[Line, ...]:
    found = _LINE.finditer(text)
    return tuple(Line(int(one["key"]), int(one["place"]), one["text"] + one["stop"]) for one in found)


def _best(prompt: str) -> list[Line]:
    asked = _words(_question(prompt))
    lines = [line for block in blocks(prompt) for line in block.lines]
    scored = sorted(lines, key=lambda line: (-len(asked & _words(line.text)), line.place, -line.key))
    return [line for line in scored if asked & _words(line.text)][:3]


def _falsehoods(block: Block, known: list[Block]) -> list[str]:
    sentence = _with_number(block)
    altered = _NUMBER.sub(lambda found: str(int(float(found.group())) + 731), sentence)
    other = next((one for one in known if not _numbers(sentence) <= _numbers(one.abstract)), None)
    swapped = [_cited(sentence, other.key)] if other else []
    return [_cited(altered, block.key), *swapped, _cited(sentence, 97), f"{sentence.rstrip('.!?')}."]


def _with_number(block: Block) -> str:
    return next(sentence for sentence in block.sentences if _NUMBER.search(sentence))


def _numbers(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _obey(block: Block) -> str:
    said = [found["text"] for text in (block.title, block.abstract) for found in _COMMAND.finditer(text)]
    cites = [f"This is stated by a paper [{found['key']}]." for found in _CITE.finditer(block.abstract)]
    return " ".join([*(f"{text.rstrip('.')} [{block.key}]." for text in said), *cites])


def _cited(sentence: str, key: int) -> str:
    return f"{sentence.rstrip('.!?')} [{key}]."


def _question(prompt: str) -> str:
    found = _QUESTION.search(prompt)
    return found["text"] if found else prompt


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z0-9][\w-]+", text.lower()) if len(word) > 3}
