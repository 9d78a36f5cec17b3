"""Every error that Quotient raises on purpose.

AssistantError
├── ConfigurationError   a setting is missing or wrong
├── IngestError          a file cannot be read as papers
├── ManuscriptError      a manuscript or its bibliography cannot be read
├── StoreError           the library folder or a record in it cannot be used
│   ├── LockedError      another process owns the library folder
│   └── NotFoundError    no such paper or thread
├── PromptError          a prompt file is broken or its inputs do not fit
├── QuestionError        a question is empty or too long
├── DraftError           a topic, a selection of papers or an outline cannot be drafted from
│   └── UnknownTopicError the library holds nothing on a topic
├── ExportError          a file of the wanted kind cannot be made
└── ModelError           the model or its server failed; ``retryable`` says whether trying again may help

Each message is one sentence for the user: it names the thing, what was expected and the next step.
"""


class AssistantError(Exception):
    """Base of every error raised on purpose; its text is meant for the user."""


class ConfigurationError(AssistantError):
    """A setting is missing, unknown or malformed."""


class IngestError(AssistantError):
    """A file cannot be read as papers."""


class ManuscriptError(AssistantError):
    """A manuscript or its bibliography cannot be read."""


class StoreError(AssistantError):
    """The library folder or a record in it cannot be used."""


class LockedError(StoreError):
    """Another process owns the library folder."""


class NotFoundError(StoreError):
    """No paper or thread has the given id."""


class PromptError(AssistantError):
    """A prompt file is broken, changed without its lock, or its inputs do not fit."""


class QuestionError(AssistantError):
    """A question is empty or too long to be asked."""


class DraftError(AssistantError):
    """A topic, a selection of papers or an outline from which no draft can be written."""


class UnknownTopicError(DraftError):
    """The library holds nothing on a topic."""


class ExportError(AssistantError):
    """A file of the wanted kind cannot be made."""


class ModelError(AssistantError):
    """The model or its server failed; ``retryable`` says whether trying again may help."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable
