"""The writer that needs no model: sentences of the abstracts, chosen, named and put in order."""

from assistant.answer.extractive.writer import ExtractiveWriter

__all__ = ["ExtractiveWriter"]
