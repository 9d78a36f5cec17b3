"""How claims and their fields read on the screen."""

from __future__ import annotations

from typing import Final, get_args

from assistant.export.claim_cells import stated_setting
from assistant.export.wording import NOT_STATED
from assistant.schema import Bound, Claim, ClaimState, Direction, Metric, Scope, Setting

STATES: Final[dict[ClaimState, str]] = {
    "stated": "",
    "proposed": "proposed by a model",
    "accepted": "proposed by a model, accepted by you",
    "dismissed": "dismissed by you",
    "edited": "edited by you",
}
"""The mark of a claim, by its state; one that was read from the text has none."""

LABELS: Final[dict[str, str]] = {
    "metric": "Metric",
    "value": "Value",
    "value_max": "Upper end",
    "unit": "Unit",
    "bound": "Bound",
    "direction": "Direction",
    "subject": "Method",
    "baseline": "Over",
    **{name: name.replace("_", " ").capitalize() for name in Setting.model_fields},
    "own": "Whose figure",
    "headline": "Headline",
}
"""Every field that can be corrected, in the order in which it is shown."""

_YES_NO: Final[dict[str, tuple[str, str]]] = {
    "own": ("the paper's own", "background, about others"),
    "headline": ("a headline result", "one figure among others"),
}

CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "metric": get_args(Metric),
    "bound": get_args(Bound),
    "direction": get_args(Direction),
    "scope": ("", *get_args(Scope)),
    "own": ("true", "false"),
    "headline": ("true", "false"),
}
"""Fields with a closed set of values, as they are stored."""


def shown(name: str, value: object) -> str | None:
    """Return how the value of a field reads; ``None`` when it is not stated."""
    if value is None or value == "":
        return "no range" if name == "value_max" else None
    if name in _YES_NO:
        return _YES_NO[name][0 if value in {True, "true"} else 1]
    if isinstance(value, float):
        return f"{value:.12g}"
    return str(value).replace("_", " ") if name in CHOICES else str(value)


def values(claim: Claim) -> dict[str, object]:
    """Return the fields of a claim that can be corrected, by name."""
    flat = {**claim.quantity.model_dump(), **claim.setting.model_dump(), **claim.model_dump()}
    return {name: flat[name] for name in LABELS}


def over(claim: Claim) -> str:
    """Say what a figure is measured against."""
    return f"over {claim.baseline}" if claim.baseline else f"baseline {NOT_STATED}"


def setting(claim: Claim) -> str:
    """Say under which conditions a figure holds."""
    return stated_setting(claim) or f"setting {NOT_STATED}"


def marks(claim: Claim) -> list[str]:
    """Return the words that set a claim apart from an ordinary one."""
    said = ("headline" if claim.headline else "", "" if claim.own else "background", STATES[claim.state])
    return [mark for mark in said if mark]


def counted(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun, such as ``1 claim`` or ``2,310 claims``."""
    return f"1 {one}" if number == 1 else f"{number:,} {many or f'{one}s'}"
