"""The claims of a library: kept in step with its papers, chosen, corrected and compared."""

from assistant.ledger.ledger import Ledger

__all__ = ["Ledger"]
