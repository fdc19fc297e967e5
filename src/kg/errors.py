"""Every error that a user can meet. Only the command line and the web layer catch KgError.

KgError
├── UsageError        the command, an option or a parameter is wrong
├── ReadError         a source cannot be read or understood
├── ProjectError      no project folder, or its kg.toml or files are wrong
├── RegistryError     graph/actors.ttl or a decision names something that is not there
├── StoreError        the store cannot be opened, is locked or is damaged
├── QueryError        a query or its parameters are wrong
├── ImportingError    a file to import is not what it says
├── ExportError       a format cannot carry what the graph holds
├── ModelError        the larger model is not set, does not answer, or may not be asked any more
└── ClusterError      processes or a cluster that read texts are not there, die, or would read them otherwise
"""


class KgError(Exception):
    """What is wrong, where, and what to do about it.

    >>> print(KgError("no reader understands review.txt", "review.txt, line 1", "Name a layout with --layout."))
    no reader understands review.txt
      at review.txt, line 1
      Name a layout with --layout.
    """

    exit_code = 2

    def __init__(self, what: str, where: str = "", remedy: str = "") -> None:
        super().__init__(what, where, remedy)
        self.what, self.where, self.remedy = what, where, remedy

    def __str__(self) -> str:
        lines = [self.what]
        if self.where:
            lines.append(f"  at {self.where}")
        if self.remedy:
            lines.append(f"  {self.remedy}")
        return "\n".join(lines)


class UsageError(KgError):
    """The command, an option or a parameter is wrong."""


class ReadError(KgError):
    """A source cannot be read or understood."""


class ProjectError(KgError):
    """There is no project folder, or its kg.toml or files are wrong."""


class RegistryError(KgError):
    """The registry or a decision names something that is not there."""


class StoreError(KgError):
    """The store cannot be opened, is locked or is damaged."""


class QueryError(KgError):
    """A query or its parameters are wrong."""


class ImportingError(KgError):
    """A file to import is not what it says."""


class ExportError(KgError):
    """A format cannot carry what the graph holds."""


class ModelError(KgError):
    """The larger model is not set, does not answer, or may not be asked any more."""


class ClusterError(KgError):
    """Processes or a cluster that read texts are not there, die, or would read them otherwise."""
