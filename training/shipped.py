"""The weights that kg ships, read back to go on training from them."""

from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.encoder import LAYERS, Encoder

_DENSE = ("query", "key", "value", "attended", "wide", "narrow")  # in the order in which a layer uses them


def encoder_state(path: Path, start: Encoder) -> dict[str, Tensor]:
    """The state of the encoder in an int8 file; the tables of embeddings, never trained, are those of the start."""
    graph = onnx.load(str(path)).graph
    arrays = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    state = {name: value for name, value in start.state_dict().items() if name.split(".")[0] in _TABLES}
    state |= {n: torch.from_numpy(a.copy()) for n, a in arrays.items() if n in start.state_dict()}
    products = [node for node in graph.node if node.op_type == "MatMulInteger"]
    names = [f"layers.{layer}.{dense}.weight" for layer in range(LAYERS) for dense in _DENSE]
    for name, node in zip(names, products, strict=True):
        state[name] = torch.from_numpy(_dequantised(arrays, node.input[1]).T.copy())
    return state


_TABLES = ("words", "places", "kinds")


def heads_state(path: Path) -> dict[str, Tensor]:
    """The arrays of the heads by their names."""
    with np.load(path) as arrays:
        return {name: torch.from_numpy(arrays[name].astype(np.float32)) for name in arrays.files}


def _dequantised(arrays: dict[str, Any], name: str) -> Any:
    stem = name.removesuffix("_quantized")
    zero, scale = arrays[f"{stem}_zero_point"].astype(np.float32), arrays[f"{stem}_scale"]
    return ((arrays[name].astype(np.float32) - zero) * scale).astype(np.float32)
