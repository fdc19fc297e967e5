"""Trains the encoder with all heads at once.

    python -m training.train --data ../shared/data --start MINILM --out .work/weights

The batches of all tasks are mixed; the rate rises over the first twentieth and then falls in a line. The seed fixes
the order, so that the same machine gives the same weights. Needs torch and a MiniLM in safetensors with its
tokenizer (`--start`, a folder); about an hour on one core. The weights so far are kept every 200 steps; a run that
was cut off is brought to an end by `--resume FILE --steps N`, with a rate that falls to nought over N steps.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.tagger.windows import Window
from training.encoder import Encoder, pretrained
from training.examples import (
    Attributed,
    Clustered,
    Judgement,
    attributed,
    clustered,
    directed,
    document_of,
    read_jsonl,
    stances,
)
from training.heads import Attribution, Coreference, Judged

_SPLITS = Path(__file__).parent / "splits"
_SEED, _SEED_AGAIN = 20160915, 7
_RATES, _RATES_AGAIN = (1e-4, 6e-4), (7e-5, 4e-4)  # of the encoder and of the heads
_EPOCHS = {"attributed": 1, "stances": 2, "directed": 1, "clustered": 4}


class Model(nn.Module):
    """The encoder and its heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.attribution = Attribution()
        self.stance = Judged(1, 3)
        self.directed = Judged(2, 5)
        self.coreference = Coreference()


@dataclass(frozen=True, slots=True)
class Sets:
    """Examples of each task, to train on or to tune on."""

    attributed: list[Attributed]
    stances: list[Judgement]
    directed: list[Judgement]
    clustered: list[Clustered]


def load(data: Path, vocabulary: Path) -> tuple[Sets, Sets]:
    """What is trained on and what is tuned on."""
    kept = {name: set((_SPLITS / f"{name}-tune.txt").read_text().split("\n")) for name in ("newsmtsc", "ontogum")}
    news = list(read_jsonl(data / "newsmtsc" / "train.jsonl"))
    gum = list(read_jsonl(data / "ontogum" / "train.jsonl"))

    def one(part: str, tune: bool) -> Sets:
        return Sets(
            attributed(data / "polnear" / f"{part}.jsonl", vocabulary),
            stances([r for r in news if (document_of(r) in kept["newsmtsc"]) == tune], vocabulary),
            directed(data / "directed-sentiment" / f"{part}.jsonl", vocabulary, mirrored=not tune),
            clustered([r for r in gum if (r["id"] in kept["ontogum"]) == tune], vocabulary),
        )

    return one("train", tune=False), one("dev", tune=True)


def padded(windows: Sequence[Window]) -> tuple[Tensor, Tensor]:
    """Pieces and mask of windows, filled up to the longest."""
    longest = max(len(w.pieces) for w in windows)
    pieces = np.zeros((len(windows), longest), dtype=np.int64)
    mask = np.zeros((len(windows), longest), dtype=np.float32)
    for row, window in enumerate(windows):
        pieces[row, : len(window.pieces)] = window.pieces
        mask[row, : len(window.pieces)] = 1
    return torch.from_numpy(pieces), torch.from_numpy(mask)


def judged(model: Model, head: Judged, batch: Sequence[Judgement]) -> Tensor:
    """Logits (rows, classes)."""
    pieces, mask = padded([one.window for one in batch])
    weights = torch.zeros(len(batch), head.spans, pieces.shape[1])
    for row, one in enumerate(batch):
        for number, span in enumerate(one.spans):
            weights[row, number, torch.from_numpy(span)] = 1 / len(span)
    return head(model.encoder(pieces, mask), mask, weights)


def judgement_loss(model: Model, head: Judged, batch: Sequence[Judgement]) -> Tensor:
    labels = torch.tensor([one.label for one in batch])
    return functional.cross_entropy(judged(model, head, batch), labels, label_smoothing=0.05)


def attribution_loss(model: Model, batch: Sequence[Attributed]) -> Tensor:
    pieces, mask = padded([one.window for one in batch])
    states = model.encoder(pieces, mask)
    begins = torch.zeros_like(mask)
    for row, one in enumerate(batch):
        begins[row, torch.from_numpy(one.anchors)] = 1
    logits = model.attribution.anchors(states)
    loss = (functional.binary_cross_entropy_with_logits(logits, begins, reduction="none") * mask).sum() / mask.sum()
    losses = [30 * loss]
    roles = []
    for row, one in enumerate(batch):
        if len(one.anchors):
            length = len(one.window.pieces)
            scores = model.attribution.roles(states[row, :length], torch.from_numpy(one.anchors))
            right = torch.from_numpy(one.roles)
            roles.append(functional.cross_entropy(scores.reshape(-1, 4), right.reshape(-1)))
    if roles:
        losses.append(3 * torch.stack(roles).mean())
    return torch.stack(losses).sum()


def coreference_scores(model: Model, one: Clustered) -> Tensor:
    """The scores (pairs) of the candidate pairs of a document."""
    pieces, mask = padded(one.windows)
    states = model.encoder(pieces, mask)
    row, begin, end = torch.tensor(one.mentions).T
    weights = torch.zeros(len(row), states.shape[1])
    for number, (_, a, b) in enumerate(one.mentions):
        weights[number, a : b + 1] = 1 / (b + 1 - a)
    mean = (weights[:, None, :] @ states[row]).squeeze(1)
    spans = model.coreference.spans(states[row, begin], states[row, end], mean)
    later, earlier = torch.from_numpy(one.later), torch.from_numpy(one.earlier)
    return model.coreference(spans[later], spans[earlier], torch.from_numpy(one.features))


def coreference_loss(model: Model, batch: Sequence[Clustered]) -> Tensor:
    """Minus the log of the share that right antecedents have among all; nought stands for having none."""
    losses = []
    for one in batch:
        scores, later = coreference_scores(model, one), torch.from_numpy(one.later)
        number = len(one.mentions)
        table = torch.full((number, number + 1), -1e4).index_put((later, torch.from_numpy(one.earlier)), scores)
        table = torch.cat([table[:, :number], torch.zeros(number, 1)], 1)
        clusters = torch.tensor(one.clusters)
        right = (clusters[:, None] == clusters[None, :]) & (table[:, :number] > -1e4)
        right = torch.cat([right, ~right.any(1, keepdim=True)], 1)
        losses.append((table.logsumexp(1) - table.masked_fill(~right, -1e4).logsumexp(1)).mean())
    return torch.stack(losses).mean()


Batch = tuple[str, Sequence[Any]]


def batches(sets: Sets, epochs: dict[str, int], generator: random.Random) -> list[Batch]:
    """The batches of all epochs of all tasks in one order; within a batch examples are of like length."""
    made: list[Batch] = []
    for name, size in (("attributed", 6), ("stances", 24), ("directed", 24), ("clustered", 1)):
        examples = list(getattr(sets, name))
        for epoch in range(epochs[name]):
            generator.shuffle(examples)
            run = size * 40
            for left in range(0, len(examples), run):
                near = sorted(examples[left : left + run], key=_length)
                made += [(name, near[i : i + size]) for i in range(0, len(near), size)]
            del epoch
    generator.shuffle(made)
    return made


def _length(example: Any) -> int:
    return len(example.windows) if isinstance(example, Clustered) else len(example.window.pieces)


def train(
    model: Model,
    steps: list[Batch],
    tune: Sets,
    rates: tuple[float, float],
    report: Callable[[str], None],
    keep: Callable[[int], None],
) -> None:
    """Go through the batches once; `rates` are the highest of the encoder and of the heads."""
    losses: dict[str, Callable[[Any], Tensor]] = {
        "attributed": lambda b: attribution_loss(model, b),
        "stances": lambda b: judgement_loss(model, model.stance, b),
        "directed": lambda b: judgement_loss(model, model.directed, b),
        "clustered": lambda b: coreference_loss(model, b),
    }
    for table in (model.encoder.words, model.encoder.places, model.encoder.kinds):
        table.requires_grad_(False)  # half of all parameters; they gain nothing from these sets
    encoder = [p for p in model.encoder.parameters() if p.requires_grad]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [{"params": p, "lr": r} for p, r in zip((encoder, heads), rates, strict=True)], weight_decay=0.01
    )
    warm = len(steps) // 20
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / max(warm, 1), max(0.0, (len(steps) - s) / (len(steps) - warm)))
    )
    means: dict[str, list[float]] = {name: [] for name in losses}
    begun = time.process_time()
    model.train()
    for number, (name, batch) in enumerate(steps, 1):
        loss = losses[name](batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        means[name].append(float(loss.detach()))
        if number % 200 == 0 or number == len(steps):
            shown = " ".join(f"{n} {np.mean(v[-100:]):.3f}" for n, v in means.items() if v)
            report(f"step {number} of {len(steps)}, {time.process_time() - begun:.0f} s of processor: {shown}")
            keep(number)
        if number in (len(steps) // 2, len(steps)):
            report(json.dumps(measured(model, tune)))
            model.train()


@torch.no_grad()
def measured(model: Model, tune: Sets) -> dict[str, float]:
    """Quick figures on the sets to tune on: macro-F1 of both judgements, F1 of cue beginnings and of roles by piece."""
    model.eval()
    found = {}
    for name, head, examples, size in (
        ("stance", model.stance, tune.stances, 3),
        ("directed", model.directed, tune.directed, 5),
    ):
        guesses = [
            int(g) for i in range(0, len(examples), 32) for g in judged(model, head, examples[i : i + 32]).argmax(-1)
        ]
        found[name] = _macro([e.label for e in examples], guesses, size)
    counts = np.zeros((5, 3))
    for one in tune.attributed:
        pieces, mask = padded([one.window])
        states = model.encoder(pieces, mask)[0]
        begins = set(torch.nonzero(model.attribution.anchors(states) > 0).flatten().tolist())
        gold = set(one.anchors.tolist())
        counts[4] += len(begins & gold), len(begins), len(gold)
        if gold:
            roles = model.attribution.roles(states, torch.from_numpy(one.anchors)).argmax(-1).numpy()
            for role in (1, 2, 3):
                counts[role] += (
                    ((roles == role) & (one.roles == role)).sum(),
                    (roles == role).sum(),
                    (one.roles == role).sum(),
                )
    for row, name in ((1, "source"), (2, "cue"), (3, "content"), (4, "begins")):
        right, guessed, all_gold = counts[row]
        found[name] = round(2 * right / max(guessed + all_gold, 1), 3)
    links = [0, 0, 0]
    for document in tune.clustered:
        scores = coreference_scores(model, document).numpy()
        for number, cluster in enumerate(document.clusters):
            own = document.later == number
            earlier = [document.clusters[e] for e in document.earlier[own]]
            best = int(scores[own].argmax()) if earlier else 0
            linked = bool(earlier) and bool(scores[own][best] > 0)
            links[1] += linked
            links[2] += cluster in earlier
            links[0] += linked and earlier[best] == cluster
    found["antecedents"] = round(2 * links[0] / (links[1] + links[2]), 3)
    return found


def _macro(gold: Sequence[int], guessed: Sequence[int], classes: int) -> float:
    scores = []
    for label in range(classes):
        right = sum(g == p == label for g, p in zip(gold, guessed, strict=True))
        scores.append(2 * right / max(gold.count(label) + list(guessed).count(label), 1))
    return round(sum(scores) / classes, 3)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--data", type=Path, required=True, help="folder of polnear, newsmtsc, directed-sentiment, ontogum"
    )
    options.add_argument("--start", type=Path, required=True, help="folder of model.safetensors and tokenizer.json")
    options.add_argument("--out", type=Path, required=True, help="folder for model.pt")
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--resume", type=Path, help="weights to go on from")
    options.add_argument("--steps", type=int, help="batches to go through; default: all")
    options.add_argument("--small", action="store_true", help="a hundredth of everything, to see that it runs")
    given = options.parse_args()
    torch.manual_seed(_SEED)
    torch.set_num_threads(given.threads)
    sets, tune = load(given.data, given.start / "tokenizer.json")
    epochs = dict(_EPOCHS)
    if given.small:
        sets, tune = (
            Sets(*(part[:: max(1, len(part) // 40)] for part in (s.attributed, s.stances, s.directed, s.clustered)))
            for s in (sets, tune)
        )
        epochs = dict.fromkeys(epochs, 1)
    model = Model(pretrained(given.start / "model.safetensors"))
    seed, rates = _SEED, _RATES
    if given.resume:
        model.load_state_dict(torch.load(given.resume, weights_only=True))
        seed, rates = _SEED_AGAIN, _RATES_AGAIN
    steps = batches(sets, epochs, random.Random(seed))[: given.steps]
    given.out.mkdir(parents=True, exist_ok=True)

    def keep(step: int) -> None:
        torch.save(model.state_dict(), given.out / "model.pt")

    train(model, steps, tune, rates, lambda line: print(line, flush=True), keep)


if __name__ == "__main__":
    main()
