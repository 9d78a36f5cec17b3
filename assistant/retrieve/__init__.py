"""From a query to ranked papers."""

from assistant.retrieve.relevance import Relevance
from assistant.retrieve.retriever import Retriever
from assistant.retrieve.topics import TopicRelevance

__all__ = ["Relevance", "Retriever", "TopicRelevance"]
