"""The model and what it loses on each task; quick figures while it is trained."""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from kg.tagger.relations import RELATIONS
from kg.tagger.windows import Window
from training.encoder import Encoder
from training.examples import Attributed, Clustered, Examples, Judgement, Related, Viewed
from training.heads import Attribution, Coreference, Judged, Predicates, Relations, Viewpoint

NONE_PAIR, _NONE_WORD = 0.5, 0.3  # weight of the class none, by far the commonest


class Model(nn.Module):
    """The encoder and its heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.attribution = Attribution()
        self.stance = Judged(1, 3)
        self.directed = Judged(2, 5)
        self.coreference = Coreference()
        self.relation = Relations(len(RELATIONS))
        self.predicate = Predicates(len(RELATIONS))
        self.viewpoint = Viewpoint()


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


def relation_loss(model: Model, batch: Sequence[Related], none: float) -> Tensor:
    pieces, mask = padded([one.window for one in batch])
    states = model.encoder(pieces, mask)
    logits, labels = [], []
    words, kinds = [], []
    for row, one in enumerate(batch):
        own = states[row, : len(one.window.pieces)]
        if len(one.pairs):
            logits.append(model.relation(own, _means(one.spans, len(own)), torch.from_numpy(one.pairs)))
            labels.append(torch.from_numpy(one.labels))
        if one.words is not None:
            words.append(model.predicate(own))
            kinds.append(torch.from_numpy(one.words))
    losses = [_weighted(logits, labels, none)] if logits else []
    losses += [0.5 * _weighted(words, kinds, _NONE_WORD)] if words else []
    return torch.stack(losses).sum()


def _weighted(logits: Sequence[Tensor], labels: Sequence[Tensor], none: float) -> Tensor:
    weight = torch.ones(len(RELATIONS))
    weight[0] = none
    return functional.cross_entropy(torch.cat(list(logits)), torch.cat(list(labels)), weight, label_smoothing=0.03)


def _means(spans: Sequence[np.ndarray], length: int) -> Tensor:
    """Weights (spans, length) of the mean over the pieces of each span."""
    weights = torch.zeros(len(spans), length)
    for number, span in enumerate(spans):
        weights[number, torch.from_numpy(span)] = 1 / len(span)
    return weights


def viewpoint_scores(model: Model, one: Viewed) -> Tensor:
    """Logits (actors, 4)."""
    used = sorted({window for own in one.mentions for window, _, _ in own})
    pieces, mask = padded([one.windows[n] for n in used])
    states = model.encoder(pieces, mask)
    told = []
    for own in one.mentions:
        parts = []
        for window, begin, end in own:
            length = len(one.windows[window].pieces)
            span = _means([np.arange(begin, end + 1)], length)
            parts.append(model.viewpoint.mentions(states[used.index(window), :length], span))
        told.append(torch.cat(parts))
    return model.viewpoint(told, torch.from_numpy(one.salience))


def viewpoint_loss(model: Model, batch: Sequence[Viewed]) -> Tensor:
    logits = torch.cat([viewpoint_scores(model, one) for one in batch])
    labels = torch.cat([torch.from_numpy(one.labels) for one in batch])
    return functional.cross_entropy(logits, labels, label_smoothing=0.05)


@torch.no_grad()
def measured(model: Model, tune: Examples) -> dict[str, float]:
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
    found["antecedents"] = round(2 * links[0] / max(links[1] + links[2], 1), 3)
    found["relations"], found["pairs"], found["predicates"] = _relations(model, tune.related, tune.taught)
    found["viewpoints"] = _viewpoints(model, tune.viewed)
    return found


def _relations(model: Model, related: Sequence[Related], taught: Sequence[Related]) -> tuple[float, float, float]:
    """F1 of types of pairs, of pairs with any relation, and the share of right types among words of predicates."""
    same = pairs = guessed = gold = words = all_words = 0
    for one in related:
        pieces, mask = padded([one.window])
        states = model.encoder(pieces, mask)[0]
        guess = model.relation(states, _means(one.spans, len(states)), torch.from_numpy(one.pairs)).argmax(-1).numpy()
        guess = np.where(one.labels < 0, 0, guess)
        same += int(((guess == one.labels) & (guess > 0)).sum())
        pairs += int(((one.labels > 0) & (guess > 0)).sum())
        guessed, gold = guessed + int((guess > 0).sum()), gold + int((one.labels > 0).sum())
    for one in taught:
        pieces, mask = padded([one.window])
        if one.words is not None:
            guess = model.predicate(model.encoder(pieces, mask)[0]).argmax(-1).numpy()
            words += int(((guess == one.words) & (one.words > 0)).sum())
            all_words += int((one.words > 0).sum())
    whole = max(guessed + gold, 1)
    return round(2 * same / whole, 3), round(2 * pairs / whole, 3), round(words / max(all_words, 1), 3)


def _viewpoints(model: Model, viewed: Sequence[Viewed]) -> float:
    right = guessed = gold = 0
    for one in viewed:
        guess = viewpoint_scores(model, one).argmax(-1).numpy()
        right += int(((guess == one.labels) & (guess > 0)).sum())
        guessed, gold = guessed + int((guess > 0).sum()), gold + int((one.labels > 0).sum())
    return round(2 * right / max(guessed + gold, 1), 3)


def _macro(gold: Sequence[int], guessed: Sequence[int], classes: int) -> float:
    scores = []
    for label in range(classes):
        right = sum(g == p == label for g, p in zip(gold, guessed, strict=True))
        scores.append(2 * right / max(gold.count(label) + list(guessed).count(label), 1))
    return round(sum(scores) / classes, 3)
