"""Claims, comparisons and charts as files, made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from assistant.export.charts.render import chart_png, chart_svg
from assistant.export.claims_csv import claims_to_csv, comparison_to_csv
from assistant.export.claims_latex import claims_to_latex, comparison_to_latex
from assistant.export.claims_markdown import claims_to_markdown, comparison_to_markdown
from assistant.pipeline import Assistant
from assistant.schema import ComparedClaim, Comparison, Paper

if TYPE_CHECKING:
    import altair as alt


@dataclass(frozen=True)
class File:
    """A file to be downloaded."""

    label: str
    name: str
    mime: str
    make: Callable[[], str | bytes]


def draw_export(files: Sequence[File]) -> None:
    """Draw the button behind which the files are."""
    with st.popover("Export", icon=":material/download:"):
        draw_files(files)


def draw_files(files: Sequence[File]) -> None:
    """Draw a button for each file."""
    for file in files:
        st.download_button(
            file.label,
            file.make,
            file_name=file.name,
            mime=file.mime,
            on_click="ignore",
            type="tertiary",
            key=f"export-{file.label}-{file.name}",
        )


def claim_files(rows: Callable[[], Sequence[ComparedClaim]], assistant: Assistant) -> list[File]:
    """Return the files of a list of claims; ``rows`` gives all of them, not only those on the screen."""

    def latex() -> str:
        found = rows()
        return claims_to_latex(found, _papers(found, assistant))

    return [
        File("CSV", "claims.csv", "text/csv", lambda: claims_to_csv(rows())),
        File("Markdown", "claims.md", "text/markdown", lambda: claims_to_markdown(rows())),
        File("LaTeX", "claims.tex", "application/x-tex", latex),
    ]


def comparison_files(comparison: Comparison, assistant: Assistant) -> list[File]:
    """Return the files of a comparison."""
    return [
        File("CSV", "comparison.csv", "text/csv", lambda: comparison_to_csv(comparison)),
        File("Markdown", "comparison.md", "text/markdown", lambda: comparison_to_markdown(comparison)),
        File(
            "LaTeX",
            "comparison.tex",
            "application/x-tex",
            lambda: comparison_to_latex(comparison, _papers(comparison.rows, assistant)),
        ),
    ]


def chart_files(chart: alt.TopLevelMixin, name: str) -> list[File]:
    """Return the files of a chart."""
    return [
        File("SVG", f"{name}.svg", "image/svg+xml", lambda: chart_svg(chart)),
        File("PNG", f"{name}.png", "image/png", lambda: chart_png(chart)),
    ]


def _papers(rows: Sequence[ComparedClaim], assistant: Assistant) -> dict[str, Paper]:
    return {id_: assistant.paper(id_) for id_ in dict.fromkeys(row.claim.quote.paper_id for row in rows)}
