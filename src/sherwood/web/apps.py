"""The web as Django knows it: the folder of templates and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The application that shows pages; it has no tables of its own."""

    name = "sherwood.web"
    label = "web"
