"""Scores answers to labelled questions."""
