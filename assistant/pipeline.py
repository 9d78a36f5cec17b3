"""The composition root: builds the parts once and hands each call to the part that does it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

from assistant.answer.ask import Answering, Limits
from assistant.answer.extractive import ExtractiveWriter
from assistant.answer.figures import FigureAnswers
from assistant.answer.jobs import AnswerJobs
from assistant.answer.memory import Memory
from assistant.answer.question import check_question
from assistant.answer.recording import record, thread_for
from assistant.answer.route import PapersById
from assistant.answer.writing import Writer
from assistant.doctor import examine
from assistant.errors import ConfigurationError
from assistant.index.embedders import Embedder
from assistant.index.index import Index
from assistant.index.minilm import MiniLM
from assistant.index.openai_embedder import OpenAIEmbedder
from assistant.index.worker import IndexWorker
from assistant.ingest import read_papers
from assistant.ledger import Ledger
from assistant.ledger.second_reader import SecondReader
from assistant.library import Library
from assistant.library.responses import Responses
from assistant.library.threads import Threads
from assistant.models.claim_reader import ClaimReader
from assistant.models.judge import SupportJudge
from assistant.models.openai import ChatOptions, ChatWriter
from assistant.models.planner import ChatPlanner
from assistant.models.tokens import TokenCounter
from assistant.retrieve import Relevance, Retriever
from assistant.schema import AddReport, Answer, AnswerEvent, Check, Event, Hit, IndexState, Paper
from assistant.settings import Settings, library_folder, load_settings

ABSTRACT_TOKENS = 400
"""Tokens of all but the longest abstracts."""
MEMORY_SHARE = 6
"""One part in so many of a prompt may be taken up by the thread."""

Progress = Callable[[int, int], None]
"""Called with (done, total)."""


UNLIMITED = 1_000_000_000
"""Tokens that fit a writer that is no model."""


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
            limits=_limits(settings, library.responses, unlimited=not writer.prompts),
            figures=FigureAnswers(self.ledger, self._search, library.get_many),
        )
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


def _limits(settings: Settings, responses: Responses, *, unlimited: bool) -> Limits:
    count = TokenCounter(settings.model).count
    return Limits(
        evidence=settings.evidence,
        # Whole abstracts: a writer shows its model the sentences of them that fit its context.
        context_tokens=UNLIMITED
        if unlimited
        else max(settings.context_tokens, ABSTRACT_TOKENS * settings.evidence),
        count=count,
        memory=Memory(
            budget=settings.context_tokens // MEMORY_SHARE,
            count=count,
            summariser=build_planner(settings, responses),
        ),
    )


def build_writer(settings: Settings, responses: Responses | None = None) -> Writer:
    """Return the writer that the settings ask for: a model when a key or server is given, else extraction.

    Raises:
        ConfigurationError: A model is asked for and something it needs is missing.
    """
    kind = _writer_kind(settings)
    if kind == "extractive":
        return ExtractiveWriter()
    store = responses if settings.cache else None
    return ChatWriter(_chat_options(settings, kind), provider=kind.partition(":")[0], store=store)


def build_planner(settings: Settings, responses: Responses | None = None) -> ChatPlanner | None:
    """Return the model's help with questions and threads, or ``None`` when no model is configured.

    Raises:
        ConfigurationError: A model is asked for and something it needs is missing.
    """
    kind = _writer_kind(settings)
    if kind == "extractive":
        return None
    store = responses if settings.cache else None
    return ChatPlanner(_chat_options(settings, kind), provider=kind.partition(":")[0], store=store)


def build_claim_reader(settings: Settings) -> ClaimReader:
    """Return the second reader of claims, which is the model that also writes.

    Raises:
        ConfigurationError: No model is configured, or something it needs is missing.
    """
    kind = _writer_kind(settings)
    if kind == "extractive":
        raise ConfigurationError(
            "A second reading of the claims needs a model and none is configured; set OPENAI_API_KEY, or "
            "OPENAI_BASE_URL and QUOTIENT_MODEL for another server."
        )
    return ClaimReader(_chat_options(settings, kind), provider=kind.partition(":")[0])


def build_support_judge(settings: Settings) -> SupportJudge:
    """Return the judge that gives a second opinion on statements, which is the model that also writes.

    Raises:
        ConfigurationError: No model is configured, or something it needs is missing.
    """
    kind = _writer_kind(settings)
    if kind == "extractive":
        raise ConfigurationError(
            "A second opinion needs a model and none is configured; set OPENAI_API_KEY, or OPENAI_BASE_URL "
            "and QUOTIENT_MODEL for another server."
        )
    return SupportJudge(_chat_options(settings, kind), provider=kind.partition(":")[0])


def _writer_kind(settings: Settings) -> str:
    given = settings.openai_api_key or settings.openai_base_url
    return settings.writer or ("openai" if given else "extractive")


def _chat_options(settings: Settings, kind: str) -> ChatOptions:
    provider, _, model = kind.partition(":")
    ours = provider == "openai"
    return ChatOptions(
        model=model or settings.model,
        api_key=settings.openai_api_key if ours else None,
        base_url=settings.openai_base_url if ours else None,
        timeout=settings.timeout,
        retries=settings.retries,
        max_output_tokens=settings.max_output_tokens,
        context_tokens=settings.context_tokens,
        price_input=settings.price_input,
        price_output=settings.price_output,
    )


def build_embedder(settings: Settings) -> Embedder:
    """Return the embedder that the settings ask for; nothing is loaded before it is used."""
    if settings.embedder == "embedded":
        return MiniLM()
    return OpenAIEmbedder(
        settings.embedder.removeprefix("openai:"),
        api_key=settings.openai_api_key,
        base_url=settings.embedding_base_url or settings.openai_base_url,
        dimension=settings.embedding_dimension,
    )
