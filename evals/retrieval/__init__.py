"""Scores what is found in public test collections."""
