"""The office's Django settings (`DJANGO_SETTINGS_MODULE=sherwood.office.settings`); SHERWOOD_HOME decides the rest."""

from __future__ import annotations

import datetime as dt
import socket

from csp.constants import NONE, SELF

from sherwood.definitions.home import Home
from sherwood.office import home_settings

DEBUG = False
OF_HOME = home_settings.of(Home.at())
SHERWOOD_HOME = OF_HOME["SHERWOOD_HOME"]
SECRET_KEY = OF_HOME["SECRET_KEY"]
DATABASES = OF_HOME["DATABASES"]
LOGGING = OF_HOME["LOGGING"]
STATIC_ROOT = OF_HOME["STATIC_ROOT"]
IS_OVER_TLS = home_settings.is_over_tls()

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", socket.gethostname().lower(), *home_settings.extra_hosts()]
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in home_settings.extra_hosts()] if IS_OVER_TLS else []
ROOT_URLCONF = "sherwood.web.urls"
WSGI_APPLICATION = "sherwood.web.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "sherwood.office.apps.OfficeConfig",
    "sherwood.web.apps.WebConfig",
]
# The order matters: policies first so that error pages carry them too, static files before any session is read and free
# to be kept by browsers, the
# viewer after the time-outs, and the lock-out last as django-axes asks.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sherwood.web.middleware.caching.NoStore",
    "sherwood.web.middleware.faults.Faults",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sherwood.web.middleware.time_outs.TimeOuts",
    "sherwood.web.middleware.viewing.Viewing",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sherwood.web.frame.frame",
            ]
        },
    }
]

# Who signs in, and how long they stay signed in. Half an hour without a click, ten hours in all: a long working day
# (ASVS 7.3.1, 7.3.2).
AUTH_USER_MODEL = "office.Account"
# Names are unique without regard to capitals, by a constraint that this check does not know.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "sherwood.web.sign_in_service.ServiceBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name")},
    },
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
SESSION_ENGINE = "sherwood.office.sessions"
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 10 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_OVER_TLS
SESSION_COOKIE_NAME = "__Host-sherwood" if IS_OVER_TLS else "sherwood"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_OVER_TLS
CSRF_COOKIE_NAME = "__Host-sherwood-form" if IS_OVER_TLS else "sherwood-form"
CSRF_FAILURE_VIEW = "sherwood.web.views.errors.form_refused"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Five wrong passwords for one name from one address close that pair for a quarter of an hour. The address alone would
# lock out everybody behind the same proxy.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# Names are read without regard to capitals, so they are counted without it too: else `Mary` gives `mary` five more tries.
AXES_USERNAME_CALLABLE = "sherwood.web.client_address.name_tried"
AXES_LOCKOUT_CALLABLE = "sherwood.web.views.errors.locked_out"
AXES_HTTP_RESPONSE_CODE = 429
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "sherwood.web.client_address.client_address"

# What browsers may do with a page (web notes, section 3: checked in Chromium).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_OVER_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_OVER_TLS and home_settings.proxies() else None

STATIC_URL = "static/"
STORAGES = {"staticfiles": {"BACKEND": "sherwood.web.static_files.PackageOrCollected"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
