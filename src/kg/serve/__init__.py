"""A store over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, Service Description, and an API in JSON."""
