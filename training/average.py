"""Averages the weights of two passes over the same start: `python -m training.average ONE.pt OTHER.pt --out MEAN.pt`.

Such a mean is often better than either (Wortsman et al. 2022, Model soups): what each pass learnt too well of its own
examples is halved, what both learnt stays.
"""

import argparse
from pathlib import Path

import torch


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("one", type=Path, help="model.pt of a pass")
    options.add_argument("other", type=Path, help="model.pt of another")
    options.add_argument("--out", type=Path, required=True, help="file for the mean")
    given = options.parse_args()
    one, other = (torch.load(path, weights_only=True) for path in (given.one, given.other))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({name: (value + other[name]) / 2 for name, value in one.items()}, given.out)


if __name__ == "__main__":
    main()
