"""Quantitative claims: read from abstracts, linked to papers, compared with reasons."""
