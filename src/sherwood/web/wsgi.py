"""The web as a WSGI application, for gunicorn or any other server; SHERWOOD_HOME says which home it serves."""

from __future__ import annotations

from django.core.wsgi import get_wsgi_application

from sherwood.definitions.home import Home, keep_private
from sherwood.office.setup import prepare

keep_private()
prepare(Home.at())
application = get_wsgi_application()
