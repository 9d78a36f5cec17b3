"""Quotient: a review assistant over paper abstracts, every sentence cited and every number checked.

Importing this package opens no connection and reads no data; each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.errors import AssistantError, ConfigurationError, IngestError, ModelError, StoreError
    from assistant.pipeline import Assistant
    from assistant.schema import AddReport, Answer, Citation, Hit, Paper, Statement
    from assistant.settings import Settings, load_settings

__all__ = [
    "AddReport",
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "ConfigurationError",
    "Hit",
    "IngestError",
    "ModelError",
    "Paper",
    "Settings",
    "Statement",
    "StoreError",
    "load_settings",
]

_HOMES = {
    "assistant.errors": ("AssistantError", "ConfigurationError", "IngestError", "ModelError", "StoreError"),
    "assistant.pipeline": ("Assistant",),
    "assistant.schema": ("AddReport", "Answer", "Citation", "Hit", "Paper", "Statement"),
    "assistant.settings": ("Settings", "load_settings"),
}


def __getattr__(name: str) -> object:
    """Load a public name from the module that defines it."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
