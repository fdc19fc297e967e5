"""The few forms that heads are made of, in numpy."""

import numpy as np
from scipy.special import erf

from kg.tagger.encoder import Array


def linear(weights: dict[str, Array], name: str, values: Array) -> Array:
    return np.asarray(values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], dtype=np.float32)


def gelu(values: Array) -> Array:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016), exact."""
    return np.asarray(values * 0.5 * (1.0 + erf(values / np.sqrt(2.0))), dtype=np.float32)


def softmax(values: Array) -> Array:
    """Shares along the last axis."""
    raised = np.exp(values - values.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)
