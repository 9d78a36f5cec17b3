from __future__ import annotations

from assistant.pipeline import Assistant
from assistant.schema import Draft, Paragraph
from ui.views.document_files import REFERENCES, TEXTS, document_files


def test_each_form_is_a_file_of_its_own(assistant: Assistant) -> None:
    files = document_files(assistant.papers()[:2], "references", assistant, REFERENCES)
    assert [file.name for file in files] == [
        "references.bib",
        "references.ris",
        "references-csl.json",
        "references.csv",
    ]
    assert all(file.make() for file in files)


def test_latex_brings_its_bibliography_along(assistant: Assistant) -> None:
    [statement] = assistant.ask("What speedup does MARLIN claim?").statements[:1]
    draft = Draft(topic="Kernels", paragraphs=(Paragraph(theme="Speed", statements=(statement,)),))
    latex = next(file for file in document_files(draft, "kernels", assistant, TEXTS) if file.label == "LaTeX")
    text = latex.make()
    assert isinstance(text, bytes)
    assert b"filecontents" in text
    assert b"\\cite{" in text
