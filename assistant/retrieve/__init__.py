"""Finding papers for a query."""

from assistant.retrieve.relevance import Relevance
from assistant.retrieve.retriever import Retriever

__all__ = ["Relevance", "Retriever"]
