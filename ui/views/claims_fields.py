"""Every field of a claim, which of them were corrected, and the means to correct them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, Protocol, cast

import streamlit as st

from assistant.schema import LedgerEntry
from ui.state import Refused
from ui.views.claims_words import CHOICES, LABELS, shown, values
from ui.views.component import define

Data = dict[str, object]

_NEEDED: Final = frozenset({"value", "unit"})
"""Fields that no claim is without."""

_mount = define("claims_fields")


class Correct(Protocol):
    """Writes a value into a field of a claim."""

    def __call__(self, key: str, name: str, value: object) -> None:
        """Correct the field."""
        ...


@dataclass(frozen=True)
class Fact:
    """What is known of a claim beyond its fields."""

    label: str
    text: str | None
    """``None`` means not stated."""
    note: str = ""


def draw_claims_fields(
    entry: LedgerEntry,
    facts: Sequence[Fact],
    found: Mapping[str, object],
    *,
    refused: Refused | None,
    on_correct: Correct,
) -> None:
    """Draw what is known of a claim and its fields; ``found`` holds what was read in corrected ones."""
    key = f"fields-{entry.key}"

    def corrected() -> None:
        event = cast("Data | None", st.session_state[key].get("correct"))
        if event is not None:
            on_correct(entry.key, cast("str", event["name"]), event["value"])

    def restored() -> None:
        name = cast("str | None", st.session_state[key].get("restore"))
        if name is not None:
            on_correct(entry.key, name, found.get(name))

    data = {"facts": [asdict(fact) for fact in facts], "fields": fields_data(entry, found, refused)}
    _mount(key=key, data=data, on_correct_change=corrected, on_restore_change=restored)


def fields_data(entry: LedgerEntry, found: Mapping[str, object], refused: Refused | None) -> list[Data]:
    """Return the fields as the component draws them; plain values, all text verbatim."""
    mine = refused if refused and refused.key == entry.key else None
    now = values(entry.claim)
    return [
        {
            "name": name,
            "label": label,
            "shown": shown(name, now[name]),
            "value": _typed(now[name]),
            "choices": _choices(name),
            "optional": name not in _NEEDED,
            "edited": name in entry.edited,
            "read": _read(name, found),
            "second": _second(entry, name),
            "refused": mine.sentence if mine and mine.name == name else "",
            "tried": mine.value if mine and mine.name == name else "",
        }
        for name, label in LABELS.items()
    ]


def _choices(name: str) -> list[Data]:
    return [{"value": value, "text": shown(name, value) or "not stated"} for value in CHOICES.get(name, ())]


def _typed(value: object) -> str:
    """Return a value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _read(name: str, found: Mapping[str, object]) -> str:
    value = shown(name, found.get(name))
    return f"read from the text: {value}" if value else "not stated, as read from the text"


def _second(entry: LedgerEntry, name: str) -> str:
    if entry.second is None or name not in entry.second.differs:
        return ""
    return f"a model read: {shown(name, entry.second.differs[name]) or 'not stated'}"
