"""The few forms that heads are made of, in numpy."""

import numpy as np

from kg.tagger.encoder import Array


def linear(weights: dict[str, Array], name: str, values: Array) -> Array:
    return np.asarray(values @ weights[f"{name}.weight"].T + weights[f"{name}.bias"], dtype=np.float32)


def gelu(values: Array) -> Array:
    """The Gaussian error linear unit (Hendrycks and Gimpel 2016)."""
    return np.asarray(values * 0.5 * (1.0 + _erf(values / np.sqrt(2.0))), dtype=np.float32)


def _erf(values: Array) -> Array:
    """The error function to 1.5e-7 (Abramowitz and Stegun 1964, 7.1.26); scipy.special takes long to import."""
    size = np.abs(values)
    t = 1.0 / (1.0 + 0.3275911 * size)
    series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    return np.asarray(np.sign(values) * (1.0 - series * np.exp(-size * size)))


def softmax(values: Array) -> Array:
    """Shares along the last axis."""
    raised = np.exp(values - values.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)
