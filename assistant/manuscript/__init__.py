"""Checks manuscripts written elsewhere: each sentence against the abstracts of the papers that it cites."""

from assistant.manuscript.check import check_manuscript

__all__ = ["check_manuscript"]
