"""Running an audit: what is done is skipped, what breaks is tried again, and nothing is lost or done twice."""

from __future__ import annotations

import contextlib
import errno
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from dataclasses import replace
from pathlib import Path

from advisor.audit.model import Done, Job, Shard
from advisor.audit.planning import Plan, carried, key
from advisor.audit.pools import Pool
from advisor.audit.work import ADS, AT, FINDINGS, check_shard, is_done, note, stop_sign
from advisor.errors import AdvisorError, BadInput, Place, Problem

_KEY = "audit.json"
_AHEAD = 2
_TRIES = 3


def prepare(job: Job, made: Plan, restart: bool) -> list[Shard]:
    """Make the folder ready and return the shards that are still to do.

    Raises BadInput when the folder holds another audit or other files, or cannot be written to.
    """
    folder = Path(job.folder)
    place = Place(job.folder)
    wanted = {"key": key(job, made), "shards": len(made.shards), "rows": made.rows}
    try:
        known = _known(folder)
        if known is None and folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BadInput([Problem("this holds something that is no audit; name a new folder with -o", place)])
        if known not in (None, wanted["key"]) and not restart:
            fault = "this holds an audit of other ads or by other rules; name another folder with -o, or add --restart to replace it"
            raise BadInput([Problem(fault, place)])
        if known is not None and restart:
            for table in (ADS, FINDINGS):
                shutil.rmtree(folder / table, ignore_errors=True)
        for table in (ADS, FINDINGS, AT):
            (folder / table).mkdir(parents=True, exist_ok=True)
        for stale in (*folder.glob("*/.*.tmp"), *folder.glob(f"{AT}/*")):
            stale.unlink(missing_ok=True)
        (folder / _KEY).write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise unwritable(job, error) from None
    left = [shard for shard in made.shards if not is_done(job, shard)]
    if not left:
        _forget_notes(job)
    return left


def _known(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / _KEY).read_text(encoding="utf-8"))["key"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (ValueError, LookupError, TypeError):
        return ""


def unwritable(job: Job, error: OSError) -> BadInput:
    """Return what is said when the folder cannot be written to."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    cure = "make room" if full else "check the folder and its permissions"
    said = f"the results cannot be written: {error.strerror or error}; {cure}, then run the same command again: it goes on from here"
    return BadInput([Problem(said, Place(job.folder))])


def run(job: Job, shards: Sequence[Shard], pool: Pool, done: Callable[[Done], None]) -> None:
    """Check the shards and call `done` for each that is written.

    What takes a worker down is tried again, then alone, then without the row that does it. Raises BadInput when
    the results cannot be written and AdvisorError when a worker cannot do its work; what is written by then stays.
    """
    suspects = _Run(job, pool, done).all(carried(shards))
    for shard in suspects:
        _alone(job, shard, pool, done)
    _forget_notes(job)


def _forget_notes(job: Job) -> None:
    with contextlib.suppress(OSError):
        Path(job.folder, AT).rmdir()


class _Run:
    """One pass over the shards, with a bounded number of them under way."""

    def __init__(self, job: Job, pool: Pool, done: Callable[[Done], None], tries: int = _TRIES) -> None:
        self._job = job
        self._pool = pool
        self._done = done
        self._most = tries
        self._tries: dict[str, int] = {}
        self._again: list[Shard] = []
        self._suspects: list[Shard] = []

    def all(self, shards: Iterator[Shard]) -> list[Shard]:
        """Check the shards; return those that were under way each time that workers went down."""
        executor = self._pool.start()
        under_way: dict[Future[Done], Shard] = {}
        try:
            while True:
                broken = self._fill(executor, under_way, shards)
                if not under_way and not broken:
                    return self._suspects
                finished, _ = wait(under_way, return_when=FIRST_COMPLETED)
                for future in finished:
                    broken |= self._take(future, under_way.pop(future))
                if broken:
                    for future, shard in under_way.items():
                        future.cancel()
                        self._try_again(shard)
                    under_way.clear()
                    self._pool.stop(executor)
                    executor = self._pool.start()
        except BaseException:
            with contextlib.suppress(OSError):
                stop_sign(self._job).touch()
            raise
        finally:
            self._pool.stop(executor)

    def _fill(self, executor: Executor, under_way: dict[Future[Done], Shard], shards: Iterator[Shard]) -> bool:
        """Hand out shards until enough are under way; return whether the executor turned out to be broken."""
        while len(under_way) < _AHEAD * self._pool.width():
            shard = self._again.pop() if self._again else next(shards, None)
            if shard is None:
                return False
            try:
                under_way[executor.submit(check_shard, self._job, shard)] = shard
            except BrokenExecutor:
                self._again.append(shard)
                return True
        return False

    def _take(self, future: Future[Done], shard: Shard) -> bool:
        """Take what a shard came to; return whether the executor broke over it."""
        try:
            self._done(future.result())
        except (BrokenExecutor, CancelledError):
            self._try_again(shard)
            return True
        except AdvisorError:
            raise
        except OSError as error:
            raise unwritable(self._job, error) from None
        except Exception as error:
            if type(error).__name__ != "KilledWorker":  # of distributed, which need not be installed
                raise
            self._suspects.append(shard)
        return False

    def _try_again(self, shard: Shard) -> None:
        self._tries[shard.id] = self._tries.get(shard.id, 0) + 1
        (self._again if self._tries[shard.id] < self._most else self._suspects).append(shard)


def _alone(job: Job, shard: Shard, pool: Pool, done: Callable[[Done], None]) -> None:
    """Check a shard by itself, leaving out each row that takes its worker down."""
    while True:
        at = replace(shard, careful=True)
        note(job, at).unlink(missing_ok=True)
        if not _Run(job, pool, done, tries=1).all(iter([at])):
            return
        try:
            at_row = int(note(job, at).read_text(encoding="ascii"))
        except (OSError, ValueError):
            raise BadInput(f"the workers go down before they check anything; look at their memory and logs (part {shard.id})") from None
        shard = replace(shard, skip=(*shard.skip, at_row))
