"""Who checks the shards: processes of this machine, or a Dask cluster; either is a `concurrent.futures.Executor`."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import Any, Protocol

from advisor.errors import BadInput, MissingExtra

_RETRIES = 2


class Pool(Protocol):
    """Gives an executor, and another one when that has broken."""

    def start(self) -> Executor:
        """Return a fresh executor."""
        ...

    def width(self) -> int:
        """Return how many shards can be checked at once."""
        ...

    def stop(self, executor: Executor) -> None:
        """Let what is being checked come to its end, and nothing else begin."""
        ...

    def close(self) -> None:
        """Leave whatever was connected to."""
        ...


class Processes:
    """Processes of this machine. They end when this process does, however it ends."""

    def __init__(self, count: int) -> None:
        self._count = count

    def start(self) -> Executor:
        """Return a fresh pool; its processes start with the first shards."""
        return ProcessPoolExecutor(self._count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)

    def width(self) -> int:
        """Return the number of processes."""
        return self._count

    def stop(self, executor: Executor) -> None:
        """Wait for the shards at hand and drop the others."""
        executor.shutdown(wait=True, cancel_futures=True)

    def close(self) -> None:
        """Do nothing: the processes have ended."""


class Cluster:
    """A Dask cluster, by the address of its scheduler. Raises BadInput when it does not answer."""

    def __init__(self, address: str, timeout: float = 20) -> None:
        try:
            distributed: Any = importlib.import_module("distributed")
        except ImportError:
            raise needs("--cluster", "distributed") from None
        try:
            self._client = distributed.Client(address, timeout=timeout, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            raise BadInput(f"the cluster at {address} does not answer: {error}; check the address, such as tcp://scheduler:8786") from None

    def start(self) -> Executor:
        """Return the cluster as an executor; a shard whose worker is lost is given to another."""
        executor: Executor = self._client.get_executor(retries=_RETRIES, pure=False)
        return executor

    def width(self) -> int:
        """Return the number of the workers' threads at this moment."""
        return max(sum(map(int, self._client.nthreads().values())), 1)

    def stop(self, executor: Executor) -> None:
        """Drop what the cluster has not begun."""
        executor.shutdown(wait=False)

    def close(self) -> None:
        """Leave the cluster, which goes on running."""
        self._client.close()


def needs(what: str, library: str) -> MissingExtra:
    """Return the error that names the library `what` needs, and how to install it."""
    return MissingExtra(f"{what} needs {library}, which is not installed; install it with: pip install 'hiring-advisor[batch]'")


def _begin() -> None:
    """Leave Ctrl-C to the parent, and end with it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel, os._exit), daemon=True).start()


def _end_with(sentinel: int, end: Callable[[int], object]) -> None:
    wait([sentinel])
    end(1)
