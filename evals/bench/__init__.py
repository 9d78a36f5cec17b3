"""How fast Quotient is, measured on the machine it runs on; figures are printed, never asserted.

``python -m evals.bench`` measures starting, asking and adding; ``python -m evals.bench.ledger`` measures a
ledger of a million claims.
"""
