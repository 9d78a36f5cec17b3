"""Run as a process of its own, to be killed: writes into a library and tells what is safely on disk.

``python -m tests.faults.kill_writer FOLDER papers FILE`` adds the papers of a JSON file, one line per
acknowledged count; ``... FOLDER statements COUNT`` answers a question, one line per stored sentence.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.library import Library
from assistant.schema import Ingested, Statement


def say(line: object) -> None:
    """Write a line that is out of this process when the call returns."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def add_papers(library: Library, file: Path) -> None:
    """Add all papers of ``file``."""
    ingested = Ingested.model_validate_json(file.read_bytes())
    say("ready")
    library.add(ingested, file.name, progress=lambda done, _: say(done))


def write_statements(library: Library, count: int) -> None:
    """Answer a new question with ``count`` sentences."""
    turn = library.threads.add_turn(library.threads.create("Speed").id, "How fast?")
    statements: list[Statement] = []
    say(turn.id)
    for number in range(count):
        statements.append(Statement(text=f"Sentence {number}.", verdict="supported"))
        library.threads.update_turn(turn.id, statements=tuple(statements))
        say(len(statements))


def main(folder: str, task: str, argument: str) -> None:
    """Open the library in ``folder`` and do one task."""
    say("started")
    with Library.open(Path(folder), command="kill_writer") as library:
        if task == "papers":
            add_papers(library, Path(argument))
        else:
            write_statements(library, int(argument))


if __name__ == "__main__":
    main(*sys.argv[1:])
