"""Pools for tests: one in this process, and one whose workers are taken down by certain rows."""

from __future__ import annotations

import multiprocessing
import os
import signal
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

from advisor.audit import work
from advisor.audit.pools import Processes
from advisor.documents.read import read_documents

DEADLY = "deadly"


class Here:
    """One thread of this process."""

    def start(self) -> Executor:
        return ThreadPoolExecutor(1)

    def width(self) -> int:
        return 1

    def stop(self, executor: Executor) -> None:
        executor.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        pass


class Mortal(Processes):
    """Processes in which a text that says it is deadly kills its worker."""

    def start(self) -> Executor:
        return ProcessPoolExecutor(self.width(), mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin() -> None:
    def read(name: str, headings: Any, form: Any, data: bytes) -> Any:
        if DEADLY.encode() in data:
            os.kill(os.getpid(), signal.SIGKILL)
        return read_documents(name, headings, form, data)

    setattr(work, "read_documents", read)  # noqa: B010 # a plain assignment is refused for a name that is imported there
