"""What the explorer needs is read before somebody asks: at the start, and after a change."""

import re
import time

from tests.serve.conftest import Server

SOON = 30.0  # seconds
CLAIM = """
PREFIX pov: <https://w3id.org/pov#>
INSERT DATA { GRAPH <urn:g> { <urn:claim> a pov:Claim ; pov:expresses <urn:relation> } }
"""


def given(server: Server) -> int:
    """How many rows the processes of readers have given so far."""
    with server.client() as client:
        told = client.get("/metrics").text
    found = re.search(r"^kg_rows_total (\S+)$", told, re.MULTILINE)
    assert found
    return int(float(found[1]))


def settled(server: Server, more_than: int) -> int:
    """The number, when it has grown beyond another one and stayed as it is for some seconds."""
    end, before, since = time.monotonic() + SOON, -1, time.monotonic()
    while time.monotonic() - since < 3 or before <= more_than:
        assert time.monotonic() < end
        time.sleep(0.1)
        if (now := given(server)) != before:
            before, since = now, time.monotonic()
    return before


def test_nobody_waits_until_a_store_is_read(written: Server) -> None:
    before = settled(written, 0)
    with written.client("write") as client:
        client.post("/sparql", data={"update": CLAIM}).raise_for_status()
    settled(written, before)
