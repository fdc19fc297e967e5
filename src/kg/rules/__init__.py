"""What reads the documents of a language by rules. English is built in; packages bring others.

A package names its class by the language's code in the entry points of the group `kg.rules`; the class is made once a
process, when the first document of that language comes.
"""

from kg.rules.languages import Rules, rules_of

__all__ = ["Rules", "rules_of"]
