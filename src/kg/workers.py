"""Who does the work: this process, others of this machine, or a Dask cluster. The door to distributed."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context
from threading import Lock
from typing import Any, Protocol, TypeAlias, TypeVar

from kg.errors import ClusterError, UsageError

R = TypeVar("R")
Piece: TypeAlias = tuple[Any, ...]
_AHEAD = 4  # pieces for each worker that are begun before the first is fetched
_TRIES = 4  # of a piece whose process dies; as often as Dask tries one
_REACHED = 10.0  # seconds in which a scheduler must answer
_FOUND = 30.0  # seconds in which it must have a worker
_ALONE = Lock()
_GONE, _AGAIN = "the scheduler is gone", "Look at its log, and run the same command again."


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes of this machine; or where one is named the workers of a scheduler, tcp://10.0.0.5:8786."""

    processes: int = 1
    scheduler: str = ""


HERE = Workers()


def in_order(workers: Workers, call: Callable[..., R], work: Iterable[Piece]) -> Iterator[R]:
    """What `call` returns for each piece of work, in the order of the pieces, of which a few are begun ahead.

    What a worker had begun that dies is begun anew; ClusterError where that does not help, or the scheduler is not
    there. Where the caller stops, what waits is cancelled. `call` must be a function that the workers can import.
    """
    if workers.processes < 2 and not workers.scheduler:
        for piece in work:
            yield call(*piece)
        return
    with closing(_opened(workers, call.__module__)) as pool:
        running: deque[tuple[Piece, Future[R]]] = deque()
        for piece in work:
            running.append((piece, pool.submit(call, piece)))
            if len(running) > pool.count() * _AHEAD:
                yield _first(running, call, pool)
        while running:
            yield _first(running, call, pool)


def _opened(workers: Workers, module: str) -> "_Pool":
    return _Cluster(workers.scheduler, module) if workers.scheduler else _Processes(workers.processes)


def _first(running: "deque[tuple[Piece, Future[R]]]", call: Callable[..., R], pool: "_Pool") -> R:
    """Take the first that was begun, and wait for its result. All that a process had when it died begins anew."""
    for _ in range(_TRIES):
        try:
            result = pool.result(running[0][1])
        except BrokenProcessPool:
            for _ in range(len(running)):
                piece, future = running.popleft()
                running.append((piece, pool.submit(call, piece) if _is_lost(future) else future))
            continue
        except pool.lost as error:
            raise ClusterError(f"work was lost: {error}" if str(error) else _GONE, pool.name, _AGAIN) from error
        running.popleft()
        return result
    raise ClusterError(
        f"the process that read the same texts died {_TRIES} times", pool.name, "Use fewer, if memory was short."
    )


def _is_lost(future: "Future[Any]") -> bool:
    return future.done() and isinstance(future.exception(), BrokenProcessPool)


class _Pool(Protocol):
    """Takes work; what is not done when it is closed is cancelled. After an error of `lost` it does no more."""

    name: str
    lost: tuple[type[BaseException], ...]

    def count(self) -> int:
        """How many pieces it does at the same time."""
        ...

    def submit(self, call: Callable[..., R], piece: Piece) -> "Future[R]": ...

    def result(self, future: "Future[R]") -> R: ...

    def close(self) -> None: ...


class _Processes:
    """Processes of this machine. Where one dies the others end too, and new ones begin."""

    name = "--processes"
    lost: tuple[type[BaseException], ...] = ()

    def __init__(self, processes: int) -> None:
        self._processes = processes
        self._pool = self._new()

    def _new(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._processes, mp_context=get_context("forkserver"))

    def count(self) -> int:
        return self._processes

    def submit(self, call: Callable[..., R], piece: Piece) -> "Future[R]":
        try:
            return self._pool.submit(call, *piece)
        except BrokenProcessPool:
            self._pool.shutdown()
            self._pool = self._new()
            return self._pool.submit(call, *piece)

    def result(self, future: "Future[R]") -> R:
        return future.result()

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)


class _Cluster:
    """The workers of a Dask scheduler, which gives the work of a lost one to another; all must have a module.

    Where a task cannot be loaded Dask ends the worker, and nobody is told; so the module is asked for before.
    """

    def __init__(self, address: str, module: str) -> None:
        try:
            from distributed import Client, KilledWorker
        except ImportError as error:
            remedy = "Install it: pip install 'kg[cluster]'."
            raise UsageError("a cluster needs distributed, which is not installed", "--scheduler", remedy) from error
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what it tells of errors is told here
        try:
            self._client = Client(address, timeout=_REACHED, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            remedy = "Start one with `dask scheduler`, and name the address that it prints."
            raise ClusterError("no scheduler answers", address, remedy) from error
        self.lost: tuple[type[BaseException], ...] = (CancelledError, KilledWorker)
        self.name, self._pool = address, self._client.get_executor(pure=False)
        try:
            self._client.wait_for_workers(1, timeout=_FOUND)
            self._client.run(import_module, module)
        except TimeoutError as error:
            self.close()
            raise self._deserted() from error
        except ImportError as error:
            self.close()
            remedy = "Install the same version of kg on all machines."
            raise ClusterError(f"a worker cannot load kg: {error}", address, remedy) from error

    def _deserted(self) -> ClusterError:
        remedy = f"Start one: dask worker {self.name} --nthreads 1"
        return ClusterError("the scheduler has no workers", self.name, remedy)

    def count(self) -> int:
        """Workers come and go, so it is asked each time."""
        return max(1, len(self._workers()))

    def _workers(self) -> dict[str, int]:
        """The number of threads by worker."""
        try:
            return dict(self._client.nthreads())
        except OSError as error:
            raise ClusterError(_GONE, self.name, _AGAIN) from error

    def submit(self, call: Callable[..., R], piece: Piece) -> "Future[R]":
        done: Future[R] = self._pool.submit(_alone, call, piece)
        return done

    def result(self, future: "Future[R]") -> R:
        while not wait([future], timeout=_FOUND).done:
            if not self._workers():
                raise self._deserted()
        return future.result()

    def close(self) -> None:
        self._pool.shutdown(wait=False)
        self._client.close()


def worker_name() -> str:
    """Of the Dask worker that calls this."""
    from distributed import get_worker

    return f"the worker {get_worker().address}"


def _alone(call: Callable[..., R], piece: Piece) -> R:
    """Called by a worker, which may have several threads: what reads texts is not made for them."""
    with _ALONE:
        return call(*piece)
