"""Finds the files that come with Quotient, in an installed wheel as well as in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_CHECKOUT_SAMPLE = ("evals", "data")


def resource(*parts: str) -> Path:
    """Return the path of a file or folder shipped with Quotient, for example ``resource("prompts")``.

    ``resource("sample")`` is the sample library, a saved Daily Papers page. In a wheel the files sit in
    ``assistant/_data``, in a checkout at its top level.
    """
    if parts == ("sample",):
        return _located("sample", _CHECKOUT_SAMPLE) / "daily_papers.txt"
    return _located(parts[0], parts[:1]).joinpath(*parts[1:])


def _located(name: str, checkout: tuple[str, ...]) -> Path:
    installed = _PACKAGE / "_data" / name
    return installed if installed.exists() else _PACKAGE.parent.joinpath(*checkout)
