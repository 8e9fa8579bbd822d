"""Django's settings, all of them, read from the environment and safe when it says nothing."""

import secrets
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError
from pghistory import DeleteEvent, InsertEvent, UpdateEvent

from access.rates import Rate, rate
from config.theme import THEME

django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent

env = Env()

STATE_DIR = Path(env.str("STATE_DIR", "") or BASE_DIR / "var").resolve()
DATABASE_URL = env.str("DATABASE_URL", "")
EMBEDDED = not DATABASE_URL
DEBUG = env.bool("DEBUG", False)


def _kept_secret() -> str:
    """The default set-up's own secret key, made once and kept in the state folder."""
    kept = STATE_DIR / "secret-key"
    if not kept.exists():
        STATE_DIR.mkdir(parents=True, exist_ok=True)
        fresh = STATE_DIR / f"secret-key.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        try:
            kept.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return kept.read_text()


SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    if not EMBEDDED:
        raise ImproperlyConfigured("SECRET_KEY must be set when DATABASE_URL is.")
    SECRET_KEY = _kept_secret()

SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", [])

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
NEWSROOM = env.str("NEWSROOM", "On Record")


def _period(name: str, default: int, *, most: int, unit: str) -> int:
    """A setting that is a period of one unit at least."""
    try:
        found = env.int(name, default)
    except EnvError:
        found = 0
    if not 1 <= found <= most:
        raise ImproperlyConfigured(f"{name} is a whole number of {unit} from 1 to {most}.")
    return found


def _rate(name: str, default: str) -> Rate:
    """A setting that says how often somebody may ask."""
    try:
        return rate(env.str(name, default))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}.") from None


# A newsroom of one may act on its own submissions; every quote so handled says so.
SINGLE_EDITOR = env.bool("SINGLE_EDITOR", False)
# How long somebody may take their own last decision on a quote back.
TAKE_BACK_MINUTES = _period("TAKE_BACK_MINUTES", 15, most=1440, unit="minutes")
# How long a person holds a quote they took, unless they work on it.
HOLD_MINUTES = _period("HOLD_MINUTES", 30, most=1440, unit="minutes")
# How long the e-mail address of a reader who asked for a correction is kept once that is closed.
CONTACT_DAYS = _period("CONTACT_DAYS", 90, most=730, unit="days")
# Alerts go out by Django's e-mail. Without EMAIL_URL they are written to files, to be looked at.
MAIL = env.dj_email_url("EMAIL_URL", "file:///")
if "EMAIL_BACKEND" not in MAIL:
    raise ImproperlyConfigured("EMAIL_URL starts with submission://, smtp://, console:// or file:")
EMAIL_BACKEND = MAIL["EMAIL_BACKEND"]
EMAIL_FILE_PATH = MAIL["EMAIL_FILE_PATH"] or str(STATE_DIR / "mail")
EMAIL_HOST, EMAIL_PORT = MAIL["EMAIL_HOST"] or "localhost", MAIL["EMAIL_PORT"] or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["EMAIL_HOST_USER"], MAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["EMAIL_USE_TLS"], MAIL["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", "") or f"alerts@{urlsplit(SITE_URL).hostname}"
# Where the dumps by month lie that the API shows.
DUMPS_DIR = Path(env.str("DUMPS_DIR", "") or STATE_DIR / "dumps").resolve()
# "host:port" of internal systems that may be fetched from although their addresses are private.
FETCH_ALLOWED_PRIVATE_HOSTS: list[str] = env.list("FETCH_ALLOWED_PRIVATE_HOSTS", [])

# Keys of the vault, newest first, in base64: in the environment, or better in a file, one a line.
# A server of one's own has no default: without a key the vault is closed, and the rest works.
VAULT_KEYS: list[str] = env.list("VAULT_KEYS", [])
VAULT_KEYS_FILE = env.str("VAULT_KEYS_FILE", str(STATE_DIR / "vault-keys") if EMBEDDED else "")

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "sources",
    "access",
    "quotes",
    "vault",
    "alerts",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.csp.AdminAwareCSPMiddleware",
    "access.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def _database() -> dict[str, Any]:
    """The server that DATABASE_URL names, with a pool of connections, or the embedded one."""
    if DATABASE_URL:
        database = dict(env.dj_db_url("DATABASE_URL"))
        database["OPTIONS"] = {**database.get("OPTIONS", {}), "pool": {"timeout": 10}}
        return database
    return {
        "ENGINE": "config.embedded",
        "NAME": "on_record",
        "USER": "postgres",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "en"
TIME_ZONE = env.str("TIME_ZONE", "UTC")
USE_TZ = True
USE_I18N = False
DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
# A pasted story may be as large as an uploaded one; what is larger is refused unread.
DATA_UPLOAD_MAX_MEMORY_SIZE = 16_000_000

STATIC_URL = "static/"
STATIC_ROOT = STATE_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# Cookies go over TLS alone, unless somebody said http or the site is this machine's own.
_TLS = SITE_URL.startswith("https://")
_PLAIN = not _TLS and (EMBEDDED or bool(env.str("SITE_URL", "")))
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not _PLAIN
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = _TLS and env.bool("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 3600 if _TLS else 0)
if env.bool("BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "access.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "config.api.described.Schema",
    "EXCEPTION_HANDLER": "config.api.problem",
    "URL_FORMAT_OVERRIDE": None,  # `?format=` is a parameter like any other that we do not know
    "DEFAULT_THROTTLE_CLASSES": ["access.quota.Throttle"],
    "NUM_PROXIES": env.int("NUM_PROXIES", 0),
}
# How often an address without a token may ask; and a client, or a person signed in.
API_RATES = {
    "address": _rate("API_ANON_RATE", "120/min"),
    "client": _rate("API_USER_RATE", "1200/min"),
}
SPECTACULAR_SETTINGS = {
    "TITLE": "On Record",
    "DESCRIPTION": "What people said, word for word, with who, when and where it was printed.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "OAS_VERSION": "3.1.0",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api.add_problems",
        "config.api.described.tell_shapes",
    ],
    # Several things have a kind or a state; the schema tells them apart by these names.
    "ENUM_NAME_OVERRIDES": {
        "QuoteKind": "quotes.models.QuoteKind",
        "Act": "quotes.models.Act",
        "Caveat": "quotes.models.Caveat",
        "QuoteState": "quotes.verification.State",
        "SpeakerKind": "quotes.models.Speaker.Kind",
        "ArticleKind": "sources.models.Article.Kind",
        "OutletKind": "sources.models.Outlet.Kind",
        "DatePrecision": "quotes.models.Precision",
        "VerificationBasis": "quotes.verification.VerificationBasis",
        "AttributionBasis": "quotes.verification.AttributionBasis",
        "NoticeType": "quotes.models.Notice.Type",
        "BulkStage": "quotes.models.BulkRun.Stage",
        "RejectionReason": "quotes.verification.REASONS",
        "BulkResult": "quotes.models.BulkRow.Result",
        "HoldCame": "quotes.models.Hold.Came",
    },
}


UNFOLD = {"SITE_TITLE": NEWSROOM, "SITE_HEADER": NEWSROOM, **THEME}

# History is append-only, and knows deletions too.
PGHISTORY_DEFAULT_TRACKERS = (InsertEvent(), UpdateEvent(), DeleteEvent())
PGHISTORY_APPEND_ONLY = True
# Reading changes nothing, so that a public page is the same for all and reads no session.
PGHISTORY_MIDDLEWARE_METHODS = ("POST", "PUT", "PATCH", "DELETE")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", "WARNING")},
    "loggers": {
        # Whoever asked is told; a log of every 404 hides what matters.
        "django.request": {"level": "ERROR"},
        "trafilatura": {"level": "CRITICAL"},
    },
}
