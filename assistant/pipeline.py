"""The composition root: builds the parts once and hands each call to the part that does it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.answer.ask import Answering
from assistant.answer.figures import FigureAnswers
from assistant.answer.jobs import AnswerJobs
from assistant.answer.question import check_question
from assistant.answer.recording import record, thread_for
from assistant.answer.route import PapersById
from assistant.answer.writing import Writer
from assistant.building import (
    build_claim_reader,
    build_embedder,
    build_limits,
    build_section_writer,
    build_writer,
)
from assistant.doctor import examine
from assistant.draft import Drafting, ExtractiveSections, ModelSections, SectionWriter
from assistant.draft.jobs import DraftJobs
from assistant.index.embedders import Embedder
from assistant.index.index import Index
from assistant.index.worker import IndexWorker
from assistant.ingest import read_papers
from assistant.ledger import Ledger
from assistant.ledger.second_reader import SecondReader
from assistant.library import Library
from assistant.library.drafts import Drafts
from assistant.library.threads import Threads
from assistant.retrieve import Relevance, Retriever, TopicRelevance
from assistant.schema import AddReport, Answer, AnswerEvent, Check, Event, Hit, IndexState, Paper
from assistant.settings import Settings, library_folder, load_settings

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


class Assistant:
    """A library of papers that can be searched and asked.

    Safe to use from several threads of one process; a second process is refused the folder meanwhile.
    """

    def __init__(self, library: Library, settings: Settings, writer: Writer, embedder: Embedder) -> None:
        self.settings = settings
        self._library = library
        self._index = Index.open(library.folder, library=library, embedder=embedder)
        self._retriever = Retriever(self._index, library.get_many)
        self.relevance = Relevance(self._retriever, self._index.sentences, self._index, size=library.count)
        self.ledger = Ledger(library, lambda text, k: self._retriever.search(text, k=k))
        self.second_reader = SecondReader(library, lambda: build_claim_reader(settings))
        self._worker = IndexWorker(_Upkeep(self.ledger, self._index))
        self._writer = writer
        self._answering = Answering(
            _Retrieval(self._retriever, self.relevance, library.get_many),
            writer,
            size=library.count,
            limits=build_limits(settings, library.responses, unlimited=not writer.prompts),
            figures=FigureAnswers(self.ledger, self._search, library.get_many),
        )
        self.drafting = Drafting(
            _Papers(self._retriever, self.relevance, library, self._index),
            self.ledger,
            _section_writer(settings, library, ExtractiveSections(self.ledger)),
        )
        self.draft_jobs = DraftJobs(self.drafting.stream, library.drafts)
        self.jobs = AnswerJobs(self._answering.stream, library.threads, check=check_question)

    @classmethod
    def open(
        cls,
        folder: str | Path | None = None,
        *,
        settings: Settings | None = None,
        writer: Writer | None = None,
        command: str = "python",
    ) -> Self:
        """Open the library in ``folder`` (the configured one when ``None``), making it when there is none.

        ``command`` is what a second process is told about who holds the folder.

        Raises:
            ConfigurationError: A setting does not fit.
            LockedError: Another process owns the folder.
            StoreError: The folder cannot be used.
        """
        chosen = settings or load_settings()
        path = Path(folder) if folder is not None else library_folder(chosen)
        with ExitStack() as undo:
            library = undo.enter_context(Library.open(path, command=command))
            assistant = cls(
                library, chosen, writer or build_writer(chosen, library.responses), build_embedder(chosen)
            )
            undo.pop_all()
        return assistant

    def close(self) -> None:
        """Stop background work and give the folder free; nothing committed is lost."""
        self.jobs.close()
        self.draft_jobs.close()
        self._worker.stop()
        self._index.close()
        self._library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self._library.folder

    def announce(self, address: str) -> None:
        """Tell whoever is refused the folder at which address this process serves it."""
        self._library.announce(address)

    @property
    def threads(self) -> Threads:
        """The conversations kept in the library."""
        return self._library.threads

    @property
    def drafts(self) -> Drafts:
        """The drafts kept in the library."""
        return self._library.drafts

    @property
    def writer_name(self) -> str:
        """Which writer answers: ``extractive`` or ``<provider>:<model>``."""
        return self._writer.name

    def add(self, file: str | Path, *, progress: Progress | None = None) -> AddReport:
        """Add the papers of a file; once this returns, they and their claims are stored and can be found.

        Vectors follow by ``sync`` or, after ``start_indexing``, in the background.

        Raises:
            IngestError: The file cannot be read as papers.
            StoreError: The library cannot be written.
        """
        path = Path(file)
        report = self._library.add(read_papers(path), path.name, progress=progress)
        self.ledger.refresh()
        self._index.sync_text()
        self._worker.wake()
        return report

    def remove(self, paper_ids: Collection[str]) -> None:
        """Remove papers from the library and its indexes."""
        self._library.remove(list(paper_ids))
        self._index.sync_text()
        self._worker.wake()

    def papers(self) -> list[Paper]:
        """Return all papers in the order in which they were added."""
        return self._library.papers()

    def paper(self, paper_id: str) -> Paper:
        """Return one paper; raises ``NotFoundError``."""
        return self._library.paper(paper_id)

    def search(self, query: str, *, k: int = 10, scope: Collection[str] | None = None) -> list[Hit]:
        """Return at most ``k`` papers for a query, best first, within ``scope`` when given."""
        return self._retriever.search(query, k=k, scope=scope)

    def ask(
        self, question: str, *, thread_id: str | None = None, scope: Collection[str] | None = None
    ) -> Answer:
        """Answer a question and keep it in a thread, a new one unless ``thread_id`` is given.

        Raises:
            QuestionError: The question is empty or too long.
            NotFoundError: There is no such thread.
            ModelError: The model failed; the question stays in its thread.
        """
        answers = [
            event.answer
            for event in self.stream(question, thread_id=thread_id, scope=scope)
            if isinstance(event, AnswerEvent)
        ]
        return answers[-1]

    def stream(
        self, question: str, *, thread_id: str | None = None, scope: Collection[str] | None = None
    ) -> Iterator[Event]:
        """Like ``ask``, but yield each stage and checked sentence as it comes, and the answer last."""
        asked = check_question(question)
        thread = thread_for(self.threads, thread_id, asked)
        turn = self.threads.add_turn(thread.id, asked)
        yield from record(self.threads, turn, self._answering.stream(asked, thread, scope))

    def _search(self, query: str, k: int, scope: Collection[str] | None) -> list[Hit]:
        return self._retriever.search(query, k=k, scope=scope)

    def sync(self, *, progress: Progress | None = None) -> None:
        """Embed what has no vector yet and wait for it; interrupting loses nothing."""
        self._index.sync_vectors(progress=progress)

    def start_indexing(self) -> None:
        """Read for claims and embed in the background what was not, now and after each ``add``."""
        self._worker.start()
        self._worker.wake()

    def index_state(self) -> IndexState:
        """Return how far the indexes follow the library, and what stopped background work, if anything."""
        failure = self._worker.error
        return self._index.state().model_copy(update={"problem": str(failure) if failure else None})

    def doctor(self, *, rebuild: bool = False, progress: Progress | None = None) -> list[Check]:
        """Examine the library, its indexes and the writer; with ``rebuild``, make the indexes anew first."""
        if rebuild:
            self._index.rebuild(progress=progress)
        return examine(self._library, self._index.state(), self.settings)


def _section_writer(settings: Settings, library: Library, extractive: ExtractiveSections) -> SectionWriter:
    writer = build_section_writer(settings, library.responses)
    return ModelSections(writer, extractive) if writer else extractive


class _Retrieval:
    """Search and judgement as answering sees them."""

    def __init__(self, retriever: Retriever, relevance: Relevance, papers: PapersById) -> None:
        self._retriever = retriever
        self.papers = papers
        self.search = retriever.search
        self.judge = relevance.judge

    @property
    def problem(self) -> str | None:
        return self._retriever.problem


class _Papers:
    """The library as drafting sees it."""

    def __init__(self, retriever: Retriever, relevance: Relevance, library: Library, index: Index) -> None:
        self.search = retriever.search
        topics = TopicRelevance(relevance)
        self.judge = topics.judge
        self.nearness = topics.nearness
        self.papers = library.get_many
        self.size = library.count
        self.frequency = index.document_frequency
        self.rows = index.sentences.known


class _Upkeep:
    """What happens in the background: claims come first, since they take seconds where vectors take hours."""

    def __init__(self, ledger: Ledger, index: Index) -> None:
        self._ledger = ledger
        self._index = index

    def sync_vectors(self, *, stop: threading.Event | None = None) -> None:
        self._ledger.refresh(stop=stop)
        if stop is None or not stop.is_set():
            self._ledger.links()
        self._index.sync_vectors(stop=stop)

    def warm_up(self) -> None:
        self._index.warm_up()
