"""The web as a WSGI application, for gunicorn or any other server; SHERWOOD_HOME says which home it serves."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from sherwood.definitions.home import Home
from sherwood.office.setup import prepare

prepare(Home.at())
application = get_wsgi_application()
