"""MiniLM (Wang et al. 2020) in plain torch: BERT with six layers of width 384, read from a safetensors file."""

import json
import struct
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, POSITIONS, WORDS = 384, 6, 12, 1536, 512, 30522


class Layer(nn.Module):
    """Self-attention and two dense layers, each followed by addition and normalisation (post-norm)."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.attended = nn.Linear(WIDTH, WIDTH)
        self.attended_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(0.1)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        rows, length, _ = states.shape

        def parted(made: Tensor) -> Tensor:
            return made.view(rows, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = parted(self.query(states)), parted(self.key(states)), parted(self.value(states))
        scores = query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + mask
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(rows, length, WIDTH)
        states = self.attended_norm(states + self.dropout(self.attended(mixed)))
        inner = self.narrow(functional.gelu(self.wide(states)))
        return self.norm(states + self.dropout(inner))


class Encoder(nn.Module):
    """Word pieces (rows, length) with a mask of ones and noughts to states (rows, length, 384)."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(WORDS, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(0.1)
        self.half = False  # whether training multiplies in bfloat16

    def forward(self, pieces: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        states = self.words(pieces) + self.places(places) + self.kinds(torch.zeros_like(pieces))
        states = self.dropout(self.norm(states))
        barrier = (1.0 - mask[:, None, None, :].to(states.dtype)) * -10000.0
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.half and self.training):
            for layer in self.layers:
                states = layer(states, barrier)
        return states.float()


_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "attended",
    "attention.output.LayerNorm": "attended_norm",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm",
}
_EMBEDDINGS = {
    "word_embeddings": "words",
    "position_embeddings": "places",
    "token_type_embeddings": "kinds",
    "LayerNorm": "norm",
}


def pretrained(path: Path) -> Encoder:
    """The encoder with the weights of a safetensors file in the naming of BERT."""
    tensors = _read(path)
    state = {}
    for old, new in _EMBEDDINGS.items():
        for kind in ("weight", "bias"):
            if f"embeddings.{old}.{kind}" in tensors:
                state[f"{new}.{kind}"] = tensors[f"embeddings.{old}.{kind}"]
    for number in range(LAYERS):
        for old, new in _NAMES.items():
            for kind in ("weight", "bias"):
                state[f"layers.{number}.{new}.{kind}"] = tensors[f"encoder.layer.{number}.{old}.{kind}"]
    encoder = Encoder()
    encoder.load_state_dict(state)
    return encoder


def _read(path: Path) -> dict[str, Tensor]:
    content = path.read_bytes()
    (size,) = struct.unpack("<Q", content[:8])
    heads = json.loads(content[8 : 8 + size])
    found = {}
    for name, head in heads.items():
        if name != "__metadata__" and head["dtype"] == "F32":
            left, right = (8 + size + offset for offset in head["data_offsets"])
            values = np.frombuffer(content[left:right], dtype="<f4").reshape(head["shape"])
            found[name.removeprefix("bert.")] = torch.from_numpy(values.copy())
    return found
