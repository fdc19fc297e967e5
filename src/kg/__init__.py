"""A knowledge graph of actors and viewpoints."""
