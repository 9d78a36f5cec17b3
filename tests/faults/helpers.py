"""What the loopback model server says to other requests: repairs, plans, questions anew and summaries."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from tests.faults.personalities import Said, blocks

_FAILED = re.compile(r"^(?P<number>\d+): (?P<text>.*?) ?(?P<keys>(?:\[\d+\])*)\n   wrong: ", re.MULTILINE)
_TURN = re.compile(r"^Question: (?P<question>.*)\nAnswer: (?P<answer>.*)$", re.MULTILINE)
_TASK = re.compile(r"^(?:Last question|Question): (?P<question>.*)\Z", re.MULTILINE)
_THREAD = "The conversation so far:"


def answer_to(prompt: str, mode: str) -> Said | None:
    """Return what is said to a request that is no question about evidence; ``None`` when it is one."""
    if _FAILED.search(prompt):
        return _REPAIRS.get(mode, _drops)(prompt)
    if not prompt.startswith(_THREAD):
        return None
    if prompt.endswith("Summary:"):
        return _summary(prompt, mode)
    return _rewritten(prompt, mode) if "\nLast question: " in prompt else _plan(prompt, mode)


def _corrects(prompt: str) -> Said:
    """Put in the place of each failed sentence the evidence sentence that is most like it."""
    lines = [line for block in blocks(prompt) for line in block.lines]
    said: list[str] = []
    for failed in _FAILED.finditer(prompt):
        best = max(lines, key=lambda line: len(_words(line.text) & _words(failed["text"])))
        said.append(f"{failed['number']}: {best.text.rstrip('.')} [{best.key}.{best.place}].")
    return Said("\n".join(said))


def _repeats(prompt: str) -> Said:
    found = _FAILED.finditer(prompt)
    return Said("\n".join(f"{one['number']}: {one['text']} {one['keys']}" for one in found))


def _drops(prompt: str) -> Said:
    return Said("\n".join(f"{one['number']}: DROP" for one in _FAILED.finditer(prompt)))


def _chats(_: str) -> Said:
    return Said("You are right, I am sorry! Everything I said was true, though.")


_REPAIRS: Mapping[str, Callable[[str], Said]] = {
    "repairing": _corrects,
    "stubborn": _repeats,
    "hallucinating": _repeats,
    "formless": _chats,
}


def _plan(prompt: str, mode: str) -> Said:
    question = _task(prompt)
    if mode == "formless":
        return Said("I would say that this is a question of fact.")
    kind = "banana" if mode == "hallucinating" else "fact"
    names = ["PhantomNet"] if mode == "obedient" else []
    return Said(json.dumps({"kind": kind, "query": question, "papers": names}))


def _rewritten(prompt: str, mode: str) -> Said:
    earlier = [turn["question"] for turn in _TURN.finditer(prompt)]
    said = {
        "formless": "",
        "hallucinating": f"How does {_task(prompt)} compare with PhantomNet-7B?",
        "obedient": "word " * 100,
    }
    return Said(said.get(mode, f"{_task(prompt).rstrip('?')}, as in: {' '.join(earlier[-1:])}") or "...")


def _summary(prompt: str, mode: str) -> Said:
    answers = [turn["answer"] for turn in _TURN.finditer(prompt)]
    if mode == "hallucinating":
        return Said(" ".join([*answers, "All of this was 99x faster [1].", "Nobody knows why."]))
    return Said(" ".join(answers))


def _task(prompt: str) -> str:
    found = _TASK.search(prompt)
    return found["question"] if found else ""


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", text.lower()))
