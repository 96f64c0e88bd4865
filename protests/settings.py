"""Settings. What a host may change comes from the environment; a misspelt or half-set value stops the start."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import environs
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"
env = environs.Env()


def required(name: str, say: str) -> str:
    """The value of a setting that has no safe default, or a start that stops with what to write."""
    value = env.str(name, "")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {say}")
    return value


# True for `manage.py up` and `manage.py test` without a DATABASE_URL: mails go to a folder that a page shows.
DEVELOPMENT = env.bool("DEVELOPMENT", False)
DEBUG = env.bool("DEBUG", False)

SITE_URL = required("SITE_URL", "Write the address people use, such as https://protest.example").rstrip("/")
_site = urlsplit(SITE_URL)
if _site.scheme not in ("http", "https") or not _site.hostname or _site.path:
    raise ImproperlyConfigured("SITE_URL must be a scheme and a host, such as https://protest.example")
HTTPS = _site.scheme == "https"
# The address of an onion service that leads here too, without http://.
ONION_HOST = env.str("ONION_HOST", "")
if ONION_HOST and not re.fullmatch(r"[a-z2-7]{56}\.onion", ONION_HOST):
    raise ImproperlyConfigured("ONION_HOST must be 56 letters and digits and .onion, without http://")
ALLOWED_HOSTS = [_site.hostname, *([ONION_HOST] if ONION_HOST else [])]
ALLOWED_HOSTS += ["localhost", "127.0.0.1"] if DEVELOPMENT else []
# Stored with each protest when it is made, so that a calendar entry keeps its UID when the site moves.
UID_DOMAIN = env.str("UID_DOMAIN", _site.hostname)

SECRET_KEY = required("SECRET_KEY", "Write 50 random characters.")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", [])
# Seals contacts, second factors and the log, and signs the links in mails. Not in the database: keep a copy of it apart
# from the backups.
CONTACT_KEY = required("CONTACT_KEY", "Write 50 random characters, and keep a copy apart from the backups.").encode()

DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL",
        required("DATABASE_URL", "Write postgis://user:password@host/name"),
        engine="django.contrib.gis.db.backends.postgis",
    )
}
if not DATABASES["default"]["NAME"]:
    raise ImproperlyConfigured("DATABASE_URL names no database. Write postgis://user:password@host/name")
DATABASES["default"]["TEST"] = {"NAME": env.str("TEST_DATABASE", None)}
if pool := env.int("DATABASE_POOL", 0):
    # Whom the database can't take within this many seconds is told so (views/faults.py). A kept connection is tried
    # before it is used: a database that was started anew has cut it.
    DATABASES["default"] |= {
        "OPTIONS": {"pool": {"min_size": 1, "max_size": pool, "timeout": 2}},
        "CONN_HEALTH_CHECKS": True,
    }
CACHES = {"default": env.dj_cache_url("CACHE_URL", "locmem://")}

# Street maps under the pins (docs/basemaps.md). With neither, all maps are Natural Earth.
TILE_URL, TILE_ATTRIBUTION, PMTILES = (env.str(name, "") for name in ("TILE_URL", "TILE_ATTRIBUTION", "PMTILES"))
TILE_AGENT = f"Standpoint (+{SITE_URL})"  # who asks, and where to complain
if bool(TILE_URL) != bool(TILE_ATTRIBUTION):
    raise ImproperlyConfigured("TILE_URL and TILE_ATTRIBUTION go together. Write whom the map credits.")
if TILE_URL and PMTILES:
    raise ImproperlyConfigured("TILE_URL and PMTILES are two ways to the same. Write one of them.")
if TILE_URL:
    if not re.match("https?://", TILE_URL) or sorted(re.findall("{.*?}|[{}]", TILE_URL)) != ["{x}", "{y}", "{z}"]:
        raise ImproperlyConfigured("TILE_URL must be such as https://tiles.example/{z}/{x}/{y}.png")
    TILE_CACHE = env.path("TILE_CACHE", str(LOCAL_DIR / "tile-cache"))
    try:
        TILE_CACHE.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"TILE_CACHE must be a folder that the site may write: {error}") from None
    CACHES["tiles"] = {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": TILE_CACHE,
        "OPTIONS": {"MAX_ENTRIES": 4000},  # some 100 MB
    }
if PMTILES:
    PMTILES = str(LOCAL_DIR / "tiles" / PMTILES)  # a full path stays what it is
    if not Path(PMTILES).is_file():
        raise ImproperlyConfigured(f"PMTILES: there is no file {PMTILES}")
    with open(PMTILES, "rb") as _file:
        _header = _file.read(127)
    # Version 3; tiles as they are or gzipped, which is what browsers can open; vector tiles.
    if _header[:8] != b"PMTiles\x03" or _header[98:100] not in (b"\x01\x01", b"\x02\x01"):
        raise ImproperlyConfigured(f"PMTILES: {PMTILES} is no PMTiles file (version 3) of vector tiles with gzip.")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

MAIL_DIR = LOCAL_DIR / "mail"
if DEVELOPMENT:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_DIR
else:
    vars().update(env.dj_email_url("EMAIL_URL", required("EMAIL_URL", "Write smtp://user:password@host:587/?tls=true")))
EMAIL_TIMEOUT = 20
SECURITY_CONTACT = env.str("SECURITY_CONTACT", f"mailto:security@{UID_DOMAIN}")
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", f"Standpoint <standpoint@{UID_DOMAIN}>")

INSTALLED_APPS = [
    "django.contrib.admin.apps.SimpleAdminConfig",  # for the host alone: protests/admin.py
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.gis",
    "django.forms",
    "leaflet",
    "rest_framework",
    "django_countries",
    "procrastinate.contrib.django",
    "maps",
    "protests",
]
# GeoNames and tzdata know it; ISO 3166 has no code of its own for it.
COUNTRIES_OVERRIDE = {"XK": _("Kosovo")}
AUTH_USER_MODEL = "protests.Person"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "moderate"
LOGOUT_REDIRECT_URL = "home"
# The first makes, and the second is read and made anew at the next sign-in.
PASSWORD_HASHERS = [f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "Scrypt")]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "protests.middleware.closed_by_default",
    "protests.middleware.CompressedWhenPublic",
    "csp.middleware.CSPMiddleware",
    "protests.middleware.language_of_path",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
ROOT_URLCONF = "protests.urls"
WSGI_APPLICATION = "protests.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",  # the admin asks for it; lazy, so no page turns private
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("de", "Deutsch"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "protests" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = env.path("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STORAGES = {
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "protests.staticfiles.HashedModules"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEVELOPMENT


def _open_to_all(headers: dict[str, str], path: str, url: str) -> None:
    """An embed reads static files from a sandbox, where it has no origin."""
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"


WHITENOISE_ADD_HEADERS_FUNCTION = _open_to_all

# What TRUST.md 5 asks for.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        **{name: [SELF] for name in ("script-src", "style-src", "font-src", "connect-src")},
        **{name: [SELF] for name in ("manifest-src", "worker-src", "form-action")},
        "img-src": [SELF, "data:"],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_SSL_REDIRECT = False  # the proxy does it, and knows the onion address
# Then the proxy says how it was asked (X-Forwarded-Proto) and by whom (the end of X-Forwarded-For).
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sid" if HTTPS else "sid"
CSRF_FAILURE_VIEW = "protests.views.faults.stale_form"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SESSION_COOKIE_AGE = 12 * 60 * 60  # of the team, and sooner when idle: rules/sessions.py
SESSION_COOKIE_SAMESITE = "Strict"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # one cookie, and nothing written in it
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 190  # ten dates or places in one go, twelve fields each, and what they share
DATA_UPLOAD_MAX_NUMBER_FILES = 1  # and that where a view says so (views/uploads.py)
FILE_UPLOAD_HANDLERS = ["protests.views.uploads.OneFile"]

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["protests.api.parsers.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "protests.api.negotiation.OnlyJSON",
    "DEFAULT_METADATA_CLASS": None,
    "URL_FORMAT_OVERRIDE": None,  # format= is ours
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "EXCEPTION_HANDLER": "protests.api.problems.handler",
}
# Leaflet's files from our own origin, and no default tile server: the default one is a third party.
LEAFLET_CONFIG = {"TILES": [], "MIN_ZOOM": 1, "MAX_ZOOM": 18, "RESET_VIEW": False, "ATTRIBUTION_PREFIX": ""}
LEAFLET_CONFIG["FORCE_IMAGE_PATH"] = STATIC_URL + "leaflet/images/"
# GDAL before 3.9 cannot be locked down (gis.W001); no string ever reaches a spatial lookup here (TRUST.md 1.1).
SILENCED_SYSTEM_CHECKS = ["gis.W001"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "protests.logs.WithoutSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_secrets"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Its own handlers would mail tracebacks and log each path that was not found.
    "loggers": {"django": {"handlers": [], "level": "ERROR", "propagate": True}},
}
