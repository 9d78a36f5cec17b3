"""Files in, papers out: one reader per format, and nothing that could not be read goes unsaid."""

from assistant.ingest.reading import read_papers

__all__ = ["read_papers"]
