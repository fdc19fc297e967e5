"""The door to onnxruntime: texts to the states of their word pieces, each sentence read once.

Every window is run by itself: the int8 encoder scales by all that it sees at once, so that what a window gets would
otherwise depend on its neighbours.
"""

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.tagger.windows import Window, windows

Array = NDArray[np.float32]
WEIGHTS = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text in windows with the states of their pieces, (pieces, 384) each. `ends` are the ends of the windows."""

    windows: list[Window]
    states: list[Array]
    ends: list[int]

    def located(self, start: int, end: int) -> tuple[int, NDArray[np.intp]] | None:
        """The window of a span of the text and the pieces that it covers there; None where no piece lies in it."""
        first = bisect_right(self.ends, start)
        for number in range(first, min(first + 2, len(self.windows))):
            covered = self.windows[number].covered(start, end)
            if len(covered):
                return number, covered
        return None


def encode(text: str, cuts: Sequence[int]) -> Encoded:
    """The states of a text; windows begin at cuts only, code points at which sentences begin."""
    made = windows(text, cuts, WEIGHTS / "tokenizer.json")
    return Encoded(made, [_states(window) for window in made], [int(window.ends.max()) for window in made])


def _states(window: Window) -> Array:
    pieces = window.pieces[None, :]
    (states,) = _session().run(None, {"pieces": pieces, "mask": np.ones(pieces.shape, dtype=np.float32)})
    return np.asarray(states[0], dtype=np.float32)


@cache
def weights_digest() -> str:
    """A hash of the weights, for the run that they took part in."""
    digest = hashlib.sha256()
    for name in ("encoder.onnx", "heads.npz"):
        digest.update((WEIGHTS / name).read_bytes())
    return digest.hexdigest()


@cache
def _session() -> Any:
    import onnxruntime
    from threadpoolctl import threadpool_limits

    threadpool_limits(1, "blas")  # the products of the heads are small: threads would only wait for each other
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = (
        1  # processes share the cores, and sums keep their order
    )
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(WEIGHTS / "encoder.onnx"), options, providers=["CPUExecutionProvider"])


@cache
def head(name: str) -> dict[str, Array]:
    """The arrays of one head by their names."""
    with np.load(WEIGHTS / "heads.npz") as arrays:
        prefix = f"{name}."
        return {n.removeprefix(prefix): arrays[n].astype(np.float32) for n in arrays.files if n.startswith(prefix)}
