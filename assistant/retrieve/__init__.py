"""Finding papers for a query."""

from assistant.retrieve.retriever import Retriever

__all__ = ["Retriever"]
