"""Writes what kg ships: the encoder as int8 ONNX, the heads as arrays, the vocabulary and a card.

`python -m training.export --model .work/weights/model.pt --start FOLDER --out src/kg/tagger/weights`
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder import Encoder
from training.tasks import Model


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model", type=Path, required=True, help="model.pt as training.train leaves it")
    options.add_argument("--start", type=Path, required=True, help="folder of tokenizer.json")
    options.add_argument("--out", type=Path, required=True, help="folder for encoder.onnx, heads.npz, tokenizer.json")
    given = options.parse_args()
    model = Model(Encoder())
    model.load_state_dict(torch.load(given.model, weights_only=True))
    model.eval()
    given.out.mkdir(parents=True, exist_ok=True)
    _encoder(model.encoder, given.out / "encoder.onnx")
    heads = {
        name: value.numpy().astype(np.float16)
        for name, value in sorted(model.state_dict().items())
        if not name.startswith("encoder.")
    }
    np.savez_compressed(given.out / "heads.npz", **heads)
    shutil.copy(given.start / "tokenizer.json", given.out / "tokenizer.json")


def _encoder(encoder: Encoder, path: Path) -> None:
    pieces, mask = torch.ones(1, 16, dtype=torch.long), torch.ones(1, 16)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            encoder,
            (pieces, mask),
            str(whole),
            input_names=["pieces", "mask"],
            output_names=["states"],
            dynamic_axes={name: {0: "rows", 1: "length"} for name in ("pieces", "mask", "states")},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)


if __name__ == "__main__":
    main()
