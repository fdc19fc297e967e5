"""The records that pass between the stages: frozen, complete, free of foreign libraries."""
