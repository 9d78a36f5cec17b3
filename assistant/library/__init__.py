"""The library: one folder whose SQLite file holds everything that cannot be computed again."""

from assistant.library.library import Library

__all__ = ["Library"]
