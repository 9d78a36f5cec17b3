"""The gate: decides, without any model, whether the cited papers support a statement."""
