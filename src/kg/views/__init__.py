"""Views: a network as a page, one of viewpoints, and a document with its claims."""

from kg.views.explained import explained
from kg.views.page import page
from kg.views.viewpoints import viewpoints_page

__all__ = ["explained", "page", "viewpoints_page"]
