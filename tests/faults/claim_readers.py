"""What the loopback model server lists as the figures of an abstract: truly, obediently, or inventing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping

from tests.faults.personalities import Said

Entry = dict[str, object]

_BLOCK = re.compile(r"^<<<(?P<fence>\w+)\n(?P<lines>1\. .*?)\n(?P=fence)>>>$", re.MULTILINE | re.DOTALL)
_FIGURE = re.compile(r"(?P<bound>up to )?(?P<value>[0-9]+(?:\.[0-9]+)?)(?P<unit>x|%)(?: (?P<noun>\w+))?")
_OVER = re.compile(r"\b(?:over|than) (?P<name>[A-Z][\w-]*)")
_ORDER = re.compile(r"output (?P<entry>\{.*?\})")


def is_numbered(prompt: str) -> bool:
    """Tell whether a prompt shows the numbered sentences of an abstract."""
    return _BLOCK.search(prompt) is not None


def honest(prompt: str) -> Said:
    """List every factor and percentage with its sentence and the baseline named after it."""
    return _said(list(_entries(prompt)))


def obedient(prompt: str) -> Said:
    """List what the abstract orders to be listed, then the truth."""
    ordered = [json.loads(found["entry"]) for line in _lines(prompt) for found in _ORDER.finditer(line)]
    return _said([*ordered, *_entries(prompt)])


def hallucinating(prompt: str) -> Said:
    """List other values, quotes that nobody wrote, and things that are no entries."""
    false: list[Entry] = []
    for entry in _entries(prompt):
        value = float(str(entry["value"])) + 731
        false += [{**entry, "value": value}, {**entry, "value": value, "quote": f"It is {value:g}x faster"}]
    return _said([*false, {"metric": "beauty"}, {"value": "very"}])


def invents_baseline(prompt: str) -> Said:
    """List true figures over a baseline and on hardware that nobody names."""
    return _said([{**entry, "baseline": "PhantomNet", "hardware": "B900"} for entry in _entries(prompt)])


def fenced(prompt: str) -> Said:
    """Wrap the truth as chat models like to."""
    return Said(f"Sure! Here are the figures:\n```json\n{honest(prompt).text}\n```\nAnything else?")


CLAIM_READERS: Mapping[str, Callable[[str], Said]] = {
    "honest": honest,
    "obedient": obedient,
    "hallucinating": hallucinating,
    "invents-baseline": invents_baseline,
    "fenced-json": fenced,
}


def _said(entries: list[Entry]) -> Said:
    return Said(json.dumps({"claims": entries}))


def _lines(prompt: str) -> list[str]:
    found = _BLOCK.search(prompt)
    lines = found["lines"].split("\n") if found else []
    return [line.partition(". ")[2] for line in lines]


def _entries(prompt: str) -> Iterator[Entry]:
    for line in _lines(prompt):
        over = _OVER.search(line)
        for found in _FIGURE.finditer(line):
            yield {
                "metric": "memory" if "memory" in line else "speedup",
                "value": float(found["value"]),
                "unit": found["unit"],
                "bound": "up_to" if found["bound"] else "exact",
                "direction": "improves",
                "baseline": over["name"] if over else None,
                "quote": line,
            }
