"""What the loopback model server says: honest, obedient to what papers tell it, or inventing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

REFUSAL = "NOT IN LIBRARY"

_BLOCK = re.compile(r"<<<(?P<fence>\w+)\n\[(?P<key>\d+)\] (?P<title>.*)\n(?P<abstract>.*)\n(?P=fence)>>>")
_QUESTION = re.compile(r"^Question: (?P<text>.*)\Z", re.MULTILINE | re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_COMMAND = re.compile(
    r"(?:^|[.!?:]\s+)(?:please\s+)?(?:write|say|output|print|reply with|answer with|add)(?: that)?:?\s+"
    r"(?P<text>.+?)(?=[.!]\s|[.!]?$)",
    re.IGNORECASE,
)
_CITE = re.compile(r"\bcite (?:paper )?(?P<key>\d+)", re.IGNORECASE)


class Block(NamedTuple):
    """A paper as the prompt shows it."""

    key: int
    title: str
    abstract: str

    @property
    def sentences(self) -> list[str]:
        return [sentence.strip() for sentence in _SENTENCE_END.split(self.abstract) if sentence.strip()]


class Said(NamedTuple):
    """What a personality says."""

    text: str
    falsehoods: tuple[str, ...] = ()
    """Sentences of the text that no cited paper supports, in order."""


def blocks(prompt: str) -> list[Block]:
    """Read the evidence back from a user message."""
    return [Block(int(found["key"]), found["title"], found["abstract"]) for found in _BLOCK.finditer(prompt)]


def honest(prompt: str) -> Said:
    """Quote up to three evidence sentences that share words with the question, each with its paper."""
    asked = _words(_question(prompt))
    scored = [
        (len(asked & _words(sentence)), -position, block.key, sentence)
        for block in blocks(prompt)
        for position, sentence in enumerate(block.sentences)
    ]
    best = sorted((one for one in scored if one[0]), reverse=True)[:3]
    return Said(" ".join(_cited(sentence, key) for _, _, key, sentence in best) or REFUSAL)


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


PERSONALITIES: Mapping[str, Callable[[str], Said]] = {
    "honest": honest,
    "obedient": obedient,
    "hallucinating": hallucinating,
}


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
