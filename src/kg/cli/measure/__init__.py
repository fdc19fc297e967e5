"""kg measure: what is measured on a network of viewpoints."""

import click

from kg.cli.measure import (
    agreement,
    backbone,
    balance,
    centrality,
    clusters,
    frequencies,
    phases,
    polarisation,
    scaling,
)


@click.group("measure", short_help="Measure a network of viewpoints.")
def command() -> None:
    """Measure a network of viewpoints: who is central, which camps there are, which concepts carry it, how it changes.

    Each measure takes the statements that `kg network` takes, and its settings where they are not given.

    \b
    Example:
      kg measure clusters positions --about relation+object
      kg measure polarisation judgements --window 90d --kernel gaussian
      kg measure backbone --statements debate.dna --rows organization --columns concept --qualifier agreement
    """


for one in (agreement, backbone, balance, centrality, clusters, frequencies, phases, polarisation, scaling):
    command.add_command(one.command)
