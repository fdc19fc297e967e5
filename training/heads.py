"""What is read off the states of the encoder: attributions, judgements, coreference, relations and viewpoints."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import WIDTH

ROLE_WIDTH, DISTANCES = 160, 32
SPAN_WIDTH, FEATURES = 192, 28
JUDGED, SALIENCE = 128, 5


class Attribution(nn.Module):
    """Where cues begin, and the role (none, source, cue, content) of each piece for each cue: a biaffine form
    (Dozat and Manning 2017) of the states of both with a bias for their distance."""

    def __init__(self) -> None:
        super().__init__()
        self.anchor = nn.Sequential(nn.Linear(WIDTH, ROLE_WIDTH), nn.GELU(), nn.Linear(ROLE_WIDTH, 1))
        self.cue = nn.Sequential(nn.Linear(WIDTH, ROLE_WIDTH), nn.GELU())
        self.piece = nn.Sequential(nn.Linear(WIDTH, ROLE_WIDTH), nn.GELU())
        self.form = nn.Parameter(torch.randn(4, ROLE_WIDTH + 1, ROLE_WIDTH + 1) * 0.02)
        self.distance = nn.Embedding(DISTANCES, 4)

    def anchors(self, states: Tensor) -> Tensor:
        """Log odds (pieces) that a cue begins at each piece."""
        return self.anchor(states).squeeze(-1)

    def roles(self, states: Tensor, anchors: Tensor) -> Tensor:
        """Logits (anchors, pieces, 4) for one window: states (pieces, 384), anchors indices of pieces."""
        cue = _with_one(self.cue(states[anchors]))
        piece = _with_one(self.piece(states))
        scores = torch.einsum("ai,rij,pj->apr", cue, self.form, piece)
        distances = torch.arange(len(states))[None, :] - anchors[:, None]
        return scores + self.distance(bucket(distances))


def bucket(distances: Tensor) -> Tensor:
    """Signed distances in pieces to one of 32 classes: exact up to four, then by powers of two."""
    size = distances.abs()
    far = 5 + (torch.log2(size.clamp(min=5) / 5.0) * 2).floor().long().clamp(max=10)
    return torch.where(size < 5, size, far) + 16 * (distances < 0).long()


def _with_one(states: Tensor) -> Tensor:
    return torch.cat([states, torch.ones_like(states[..., :1])], -1)


class Judged(nn.Module):
    """What is read off one or two spans and the words that they attend to: a class."""

    def __init__(self, spans: int, classes: int) -> None:
        super().__init__()
        self.spans = spans
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        wide = WIDTH * (2 * spans + 1 + (spans > 1))
        self.hidden, self.out = nn.Linear(wide, WIDTH), nn.Linear(WIDTH, classes)
        self.dropout = nn.Dropout(0.15)

    def forward(self, states: Tensor, mask: Tensor, spans: Tensor) -> Tensor:
        """Logits (rows, classes). States (rows, length, 384); spans (rows, spans, length) are weights of a mean."""
        held = spans @ states
        scores = self.query(held) @ self.key(states).transpose(-1, -2) / WIDTH**0.5
        scores = scores.masked_fill(mask[:, None, :] == 0, -10000.0)
        seen = scores.softmax(-1) @ states
        mean = (states * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        parts = [held.flatten(1), seen.flatten(1), mean]
        if self.spans > 1:
            parts.append(held[:, 0] * held[:, 1])
        return self.out(self.dropout(functional.gelu(self.hidden(self.dropout(torch.cat(parts, -1))))))


class Coreference(nn.Module):
    """How well an earlier mention is the antecedent of a later one (Lee et al. 2017, spans given)."""

    def __init__(self) -> None:
        super().__init__()
        self.span = nn.Sequential(nn.Linear(3 * WIDTH, SPAN_WIDTH), nn.GELU())
        self.hidden = nn.Linear(3 * SPAN_WIDTH + FEATURES, SPAN_WIDTH)
        self.out = nn.Linear(SPAN_WIDTH, 1)
        self.dropout = nn.Dropout(0.2)

    def spans(self, first: Tensor, last: Tensor, mean: Tensor) -> Tensor:
        return self.span(self.dropout(torch.cat([first, last, mean], -1)))

    def forward(self, later: Tensor, earlier: Tensor, features: Tensor) -> Tensor:
        """Scores (pairs) beside nought, the score of having no antecedent."""
        pair = torch.cat([later, earlier, later * earlier, features], -1)
        return self.out(self.dropout(functional.gelu(self.hidden(self.dropout(pair))))).squeeze(-1)


class Relations(nn.Module):
    """The relation from one span to another, in order: none or one of the relation types."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.subject, self.object = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.hidden, self.out = nn.Linear(4 * WIDTH, WIDTH), nn.Linear(WIDTH, classes)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: Tensor, spans: Tensor, pairs: Tensor) -> Tensor:
        """Logits (pairs, classes) of a window: states (pieces, 384), spans (spans, pieces) are weights of a mean."""
        held = spans @ states
        subject, other = self.subject(held[pairs[:, 0]]), self.object(held[pairs[:, 1]])
        scores = self.query(torch.cat([subject, other], -1)) @ self.key(states).T / WIDTH**0.5
        seen = scores.softmax(-1) @ states
        parts = torch.cat([subject, other, subject * other, seen], -1)
        return self.out(self.dropout(functional.gelu(self.hidden(self.dropout(parts)))))


class Predicates(nn.Module):
    """The relation that each word expresses by itself, whoever takes part: none or one of the relation types."""

    def __init__(self, classes: int) -> None:
        super().__init__()
        self.hidden, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, classes)
        self.dropout = nn.Dropout(0.2)

    def forward(self, states: Tensor) -> Tensor:
        """Logits (pieces, classes)."""
        return self.out(self.dropout(functional.gelu(self.hidden(self.dropout(states)))))


class Viewpoint(nn.Module):
    """How a contribution judges an actor, by all its mentions of it: not at all, negatively, positively, both."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.mention = nn.Linear(2 * WIDTH, JUDGED)
        self.hidden, self.out = nn.Linear(2 * JUDGED + SALIENCE, JUDGED), nn.Linear(JUDGED, 4)
        self.dropout = nn.Dropout(0.2)

    def mentions(self, states: Tensor, spans: Tensor) -> Tensor:
        """What each mention tells (spans, 128), read off its window: states (pieces, 384), spans (spans, pieces)."""
        held = spans @ states
        seen = (self.query(held) @ self.key(states).T / WIDTH**0.5).softmax(-1) @ states
        return functional.gelu(self.mention(self.dropout(torch.cat([held, seen], -1))))

    def forward(self, told: Sequence[Tensor], salience: Tensor) -> Tensor:
        """Logits (actors, 4) from what the mentions of each actor tell and the numbers of its salience."""
        pooled = torch.stack([torch.cat([one.mean(0), one.amax(0)]) for one in told])
        return self.out(functional.gelu(self.hidden(self.dropout(torch.cat([pooled, salience], -1)))))
