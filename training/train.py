"""Trains the encoder with all heads at once.

    python -m training.train --data ../shared/data --start MINILM --out .work/weights

The batches of all tasks are mixed; the rate rises over the first twentieth and then falls in a line. The seed fixes
the order, so that the same machine gives the same weights. Needs torch and a MiniLM in safetensors with its
tokenizer (`--start`, a folder); about an hour on one core. The weights so far are kept every 200 steps; `--resume`
goes on from them, or from the folder of the shipped weights, with a rate that falls to nought over `--steps`.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.encoder import Encoder, pretrained
from training.examples import Examples, load
from training.shipped import encoder_state, heads_state
from training.tasks import (
    NONE_PAIR,
    Model,
    attribution_loss,
    coreference_loss,
    judgement_loss,
    measured,
    relation_loss,
    viewpoint_loss,
)

_CORPUS = Path(__file__).resolve().parents[1] / "corpus"
_SEED = 20160915
_RATES, _RATES_AGAIN = (1e-4, 6e-4), (8e-5, 5e-4)  # of the encoder and of the heads
_AVERAGED = 0.998  # share of the average so far that a step leaves
_EPOCHS = {
    "attributed": 2,
    "stances": 2,
    "directed": 2,
    "clustered": 4,
    "among": 6,
    "same": 4,
    "related": 6,
    "taught": 6,
    "viewed": 6,
}
_SIZES = {
    "attributed": 6,
    "stances": 24,
    "directed": 24,
    "clustered": 1,
    "among": 1,
    "same": 1,
    "related": 4,
    "taught": 16,
    "viewed": 4,
}

Batch = tuple[str, Sequence[Any]]


def batches(examples: Examples, epochs: dict[str, int], generator: random.Random) -> list[Batch]:
    """The batches of all epochs of all tasks in one order; within a batch examples are of like length."""
    made: list[Batch] = []
    for name, size in _SIZES.items():
        listed = list(getattr(examples, name))
        for _ in range(epochs[name]):
            generator.shuffle(listed)
            run = size * 40
            for left in range(0, len(listed), run):
                near = sorted(listed[left : left + run], key=_length)
                made += [(name, near[i : i + size]) for i in range(0, len(near), size)]
    generator.shuffle(made)
    return made


def _length(example: Any) -> int:
    return len(example.windows) if hasattr(example, "windows") else len(example.window.pieces)


def train(
    model: Model,
    steps: list[Batch],
    tune: Examples,
    rates: tuple[float, float],
    report: Callable[[str], None],
    keep: Callable[[nn.Module], None],
    *,
    heads_only: bool = False,
) -> None:
    """Go through the batches once; `rates` are the highest of the encoder and of the heads.

    What is measured and kept is the moving average of the weights (Polyak and Juditsky 1992), which is better than any
    single step of batches this small.

    With `heads_only` the encoder stays as it is, and that pairs have no relation counts in full, so that shares are
    as frequent as relations are in texts.
    """
    none = 1.0 if heads_only else NONE_PAIR
    losses: dict[str, Callable[[Any], Tensor]] = {
        "attributed": lambda b: attribution_loss(model, b),
        "stances": lambda b: judgement_loss(model, model.stance, b),
        "directed": lambda b: judgement_loss(model, model.directed, b),
        "clustered": lambda b: coreference_loss(model, b),
        "among": lambda b: coreference_loss(model, b),
        "same": lambda b: coreference_loss(model, b),
        "related": lambda b: relation_loss(model, b, none),
        "taught": lambda b: relation_loss(model, b, none),
        "viewed": lambda b: viewpoint_loss(model, b),
    }
    for table in (model.encoder.words, model.encoder.places, model.encoder.kinds):
        table.requires_grad_(False)  # half of all parameters; they gain nothing from these sets
    if heads_only:
        model.encoder.requires_grad_(False)
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": p, "lr": r} for p, r in zip((encoder, heads), rates, strict=True) if p]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    warm = len(steps) // 20
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / max(warm, 1), max(0.0, (len(steps) - s) / (len(steps) - warm)))
    )
    average = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(_AVERAGED))
    means: dict[str, list[float]] = {name: [] for name in losses}
    begun = time.process_time()
    model.train()
    model.encoder.train(not heads_only)
    for number, (name, batch) in enumerate(steps, 1):
        loss = losses[name](batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        average.update_parameters(model)
        means[name].append(float(loss.detach()))
        if number % 200 == 0 or number == len(steps):
            shown = " ".join(f"{n} {np.mean(v[-100:]):.3f}" for n, v in means.items() if v)
            report(f"step {number} of {len(steps)}, {time.process_time() - begun:.0f} s of processor: {shown}")
            keep(average.module)
        if number in (len(steps) // 2, len(steps)):
            report(json.dumps(measured(average.module, tune)))


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--data", type=Path, required=True, help="folder of polnear, newsmtsc, directed-sentiment, ontogum"
    )
    options.add_argument("--start", type=Path, required=True, help="folder of model.safetensors and tokenizer.json")
    options.add_argument("--out", type=Path, required=True, help="folder for model.pt")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--half", action="store_true", help="multiply in bfloat16: twice as fast with AVX512-BF16")
    options.add_argument("--heads-only", action="store_true", help="leave the encoder as it is")
    options.add_argument("--seed", type=int, default=_SEED, help="of the order of batches and of the heads")
    options.add_argument("--resume", type=Path, help="model.pt, or the folder of shipped weights, to go on from")
    options.add_argument("--epochs", nargs="*", default=[], metavar="TASK=N", help=f"other than {_EPOCHS}")
    options.add_argument("--steps", type=int, help="batches to go through; default: all")
    options.add_argument("--small", action="store_true", help="a hundredth of everything, to see that it runs")
    given = options.parse_args()
    torch.manual_seed(given.seed)
    torch.set_num_threads(given.threads)
    examples, tune = load(given.data, _CORPUS, given.start / "tokenizer.json")
    epochs = dict(_EPOCHS) | {name: int(number) for name, _, number in (one.partition("=") for one in given.epochs)}
    if given.small:
        examples, tune = (one.thinned(40) for one in (examples, tune))
        epochs = dict.fromkeys(epochs, 1)
    model = Model(pretrained(given.start / "model.safetensors"))
    model.encoder.half = given.half
    rates = _RATES
    if given.resume:
        known = _weights(given.resume, model.encoder)
        fresh = model.load_state_dict(known, strict=False).missing_keys  # heads that are new
        print("begun anew:", ", ".join(sorted({name.split(".")[0] for name in fresh})) or "nothing", flush=True)
        rates = _RATES_AGAIN
    steps = batches(examples, epochs, random.Random(given.seed))[: given.steps]
    given.out.mkdir(parents=True, exist_ok=True)

    def keep(average: nn.Module) -> None:
        torch.save(average.state_dict(), given.out / "model.pt")

    train(model, steps, tune, rates, lambda line: print(line, flush=True), keep, heads_only=given.heads_only)


def _weights(path: Path, start: Encoder) -> dict[str, Tensor]:
    if path.is_dir():
        state = encoder_state(path / "encoder.onnx", start)
        return {f"encoder.{name}": value for name, value in state.items()} | heads_state(path / "heads.npz")
    return dict(torch.load(path, weights_only=True))


if __name__ == "__main__":
    main()
