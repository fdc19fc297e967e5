"""Views: a network as a page, and a document with its claims as a page."""

from kg.views.explained import explained
from kg.views.page import page

__all__ = ["explained", "page"]
