"""Threads and answers as files for other programs; foreign text is escaped in one place."""

from assistant.export.markdown import answer_to_markdown, thread_to_markdown

__all__ = ["answer_to_markdown", "thread_to_markdown"]
