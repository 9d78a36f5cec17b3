"""The layers of the claim grammar: figures, what they measure, whose they are, under which conditions."""
