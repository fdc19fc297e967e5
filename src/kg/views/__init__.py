"""Views: a network as a page."""

from kg.views.page import page

__all__ = ["page"]
