"""Measurements of Quotient, and the pictures in its documentation."""
