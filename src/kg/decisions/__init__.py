"""What people decided about claims, mentions and actors: rows in graph/decisions, replayed at every ingest."""

from kg.decisions.replay import Replayed, replay
from kg.decisions.rows import ACTIONS, Decision, read_decisions, write_decision, write_decisions

__all__ = ["ACTIONS", "Decision", "Replayed", "read_decisions", "replay", "write_decision", "write_decisions"]
