"""What turned each version of the library into the next; number N leads from version N - 1 to N.

A change of ``tables`` comes with a new module here, added at the end of ``MIGRATIONS``.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection

from assistant.library.migrations import m0001_first, m0002_claims, m0003_responses, m0004_drafts

Migration = Callable[[Connection], None]

MIGRATIONS: tuple[Migration, ...] = (
    m0001_first.apply,
    m0002_claims.apply,
    m0003_responses.apply,
    m0004_drafts.apply,
)
