"""Takes out of an answer what a model has copied of the signs around quoted text."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing

from assistant.schema import Delta, Finish


def unmarked(
    parts: Generator[Delta | Finish, None, None], marks: Sequence[str], *, notes: tuple[str, ...] = ()
) -> Generator[Delta | Finish, None, None]:
    """Pass an answer on without the ``marks``, however it was cut into pieces, and end it with ``notes``."""
    held = ""
    with closing(parts):
        for part in parts:
            if isinstance(part, Finish):
                if held:
                    yield Delta(text=held)
                yield part.model_copy(update={"warnings": (*part.warnings, *notes)})
                return
            text = held + part.text
            for mark in marks:
                text = text.replace(f"[{mark}]", "").replace(f"{mark} ", "").replace(mark, "")
            held = max((_begun(text, f"[{mark}]") or _begun(text, mark) for mark in marks), key=len)
            yield part.model_copy(update={"text": text[: len(text) - len(held)]})


def _begun(text: str, mark: str) -> str:
    """Return what at the end of a text may be the beginning of the mark."""
    sizes = range(len(mark) - 1, 0, -1)
    return next((mark[:size] for size in sizes if text.endswith(mark[:size])), "")
