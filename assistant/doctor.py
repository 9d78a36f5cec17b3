"""Examines a library, its indexes, the prompts and the model server, one finding each."""

from __future__ import annotations

from collections.abc import Callable

from assistant.errors import AssistantError
from assistant.library import Library
from assistant.models.openai import list_models
from assistant.prompts import check_lock
from assistant.schema import Check, IndexState
from assistant.settings import Settings


def examine(library: Library, state: IndexState, settings: Settings) -> list[Check]:
    """Return the findings in a fixed order; nothing is changed."""
    checks = [
        _library(library),
        _compare("full text", state.full_text, state.papers),
        _compare("vectors", state.vectors, state.papers, suffix=f" ({state.embedder}, {state.dimension})"),
        _attempt("prompts", lambda: (check_lock(), "as locked")[1]),
    ]
    if settings.openai_base_url:
        checks.append(_attempt("model server", lambda: _reach(settings)))
    return checks


def _library(library: Library) -> Check:
    problems = library.check()
    found = "; ".join(problems) or f"{library.count()} papers, database sound"
    return Check(name="library", ok=not problems, detail=f"{library.folder}: {found}")


def _compare(name: str, done: int, total: int, *, suffix: str = "") -> Check:
    advice = "" if done == total else "; run `quotient doctor --rebuild`"
    return Check(name=name, ok=done == total, detail=f"{done} of {total} papers{suffix}{advice}")


def _attempt(name: str, action: Callable[[], str]) -> Check:
    try:
        return Check(name=name, ok=True, detail=action())
    except AssistantError as failure:
        return Check(name=name, ok=False, detail=str(failure))


def _reach(settings: Settings) -> str:
    key = settings.openai_api_key.get_secret_value() if settings.openai_api_key else None
    models = list_models(str(settings.openai_base_url), key)
    return f"{settings.openai_base_url} offers {', '.join(models[:5]) or 'no model'}"
