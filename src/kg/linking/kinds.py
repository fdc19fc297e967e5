"""What lists say of the type of an actor, as a class of the ontology; whether two types can be those of one actor."""

import re

from kg.model.ids import fold
from kg.registry import OUTLET_TYPES
from kg.registry.turtle import ACTOR_TYPES

# Class: what FollowTheMoney, schema.org and the labels of classes in Wikidata call it.
_CALLED = {
    "Person": "human|politician|journalist|individual|Q5",
    "Organisation": "organization|legal entity|nonprofit organization|non-governmental organization|NGO|foundation|"
    "association|trade union|think tank|university|public body|institution|Q43229",
    "Government": "cabinet|ministry|government agency|government organization|executive branch|council of ministers",
    "ArmedForce": "armed forces|military|army|military unit|navy|air force|armed organization|Q772547",
    "PoliticalParty": "party|political organization|political alliance|Q7278",
    "InternationalOrganisation": "international organization|intergovernmental organization|supranational union",
    "Company": "business|enterprise|corporation|public company|bank|Q4830453|Q783794",
    "Outlet": "media|mass media|news media|media outlet|news media organization|press|Q1193236",
    "Newspaper": "daily newspaper|weekly newspaper|daily|weekly|Q11032",
    "Magazine": "news magazine|periodical|periodical literature|journal|Q41298",
    "Broadcaster": "television channel|television station|radio station|radio channel|public broadcaster|"
    "broadcasting company|television network|broadcast|Q15265344",
    "NewsAgency": "agency|press agency|Q192283",
    "OnlineOutlet": "online|website|news website|online newspaper|web portal|internet portal|blog",
    "SocialPlatform": "social|social network|social media|social networking service|Q3220391",
    "GeopoliticalEntity": "place|territory|administrative area|administrative territorial entity",
    "State": "country|sovereign state|nation|republic|Q6256|Q3624078",
    "Region": "province|federal state|autonomous region|historical region|continent",
    "City": "town|capital|capital city|municipality|human settlement|big city|Q515",
    "Group": "social group|group of humans",
    "Population": "people|ethnic group|nationality|Q41710",
}
_TYPES = {fold(word): name for name, words in _CALLED.items() for word in words.split("|")}
_TYPES |= {fold(name): name for name in ACTOR_TYPES}
_TYPES |= {fold(re.sub("(?<=[a-z])(?=[A-Z])", " ", name)): name for name in ACTOR_TYPES}
_ABOVE = {
    **dict.fromkeys(OUTLET_TYPES - {"Outlet"}, "Outlet"),
    **dict.fromkeys(
        ("Government", "ArmedForce", "PoliticalParty", "InternationalOrganisation", "Company", "Outlet"), "Organisation"
    ),
    **dict.fromkeys(("State", "Region", "City"), "GeopoliticalEntity"),
    **dict.fromkeys(("Population", "Bloc", "Sector"), "Group"),
}


def type_called(words: str) -> str | None:
    """The class that a list means.

    >>> type_called("daily newspaper"), type_called("PublicBody"), type_called("film")
    ('Newspaper', 'Organisation', None)
    """
    return _TYPES.get(fold(words)) or _TYPES.get(fold(re.sub("(?<=[a-z])(?=[A-Z])", " ", words)))


def agrees(one: str, other: str) -> bool | None:
    """Whether two types can be those of one actor; None where lists call an organisation now this, now that.

    >>> agrees("Newspaper", "OnlineOutlet"), agrees("Newspaper", "Company"), agrees("Newspaper", "Person")
    (True, None, False)
    """
    first, second = _line(one), _line(other)
    if one in second or other in first or "Outlet" in set(first) & set(second):
        return True
    return None if "Organisation" in set(first) & set(second) else False


def _line(name: str) -> list[str]:
    """A class and those above it."""
    line = [name]
    while line[-1] in _ABOVE:
        line.append(_ABOVE[line[-1]])
    return line
