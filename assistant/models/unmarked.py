"""Takes out of an answer what a model has copied of the signs around quoted text."""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import closing

from assistant.schema import Delta, Finish

_WORDS = re.compile(r".*\s", re.DOTALL)


def unmarked(
    parts: Generator[Delta | Finish, None, None], marks: Sequence[str], *, notes: tuple[str, ...] = ()
) -> Generator[Delta | Finish, None, None]:
    """Pass an answer on without the ``marks``, word by word, and end it with ``notes``."""
    copied = re.compile("|".join(rf"\[?{re.escape(mark)}\]?[ ]?" for mark in marks))
    held = ""
    with closing(parts):
        for part in parts:
            if isinstance(part, Finish):
                if held:
                    yield Delta(text=copied.sub("", held))
                yield part.model_copy(update={"warnings": (*part.warnings, *notes)})
                return
            text = held + part.text
            whole = _WORDS.match(text)
            held = text[whole.end() :] if whole else text
            yield part.model_copy(update={"text": copied.sub("", whole.group()) if whole else ""})
