"""All settings, from the environment, safe for production unless told otherwise.

SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, CACHE_URL and DATA_DIR say where the site runs. LOOPBACK=1 is for
plain http on this machine alone, DEBUG=1 for development.
"""

import os
import re
import secrets
import tomllib
from contextlib import suppress
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from advisor.logs import LOGGING as LOGGING

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("DATA_DIR", "") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)

DEBUG = env.bool("DEBUG", False)
LOOPBACK = env.bool("LOOPBACK", False)
LOOPBACK_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = LOOPBACK_HOSTS if LOOPBACK else env.list("ALLOWED_HOSTS", default=LOOPBACK_HOSTS)


def kept_secret_key(file: Path) -> str:
    """The key kept in this file, made on first use; of processes that start together, one makes it."""
    if not file.exists():
        draft = file.with_suffix(f".{secrets.token_hex(8)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        with suppress(FileExistsError):
            os.link(draft, file)
        draft.unlink()
    return file.read_text()


SECRET_KEY = env.str("SECRET_KEY", "") or kept_secret_key(DATA_DIR / "secret.key")

# Applications and pages

ROOT_URLCONF = "advisor.urls"
WSGI_APPLICATION = "advisor.wsgi.application"
INSTALLED_APPS = [
    "advisor.content",
    "advisor.directory",
    "advisor.web",
    "crispy_forms",
    "modeltranslation",  # before the admin, whose forms it changes
    "advisor.staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "advisor.staff",  # last: when it makes the roles, all permissions are there
]
MIDDLEWARE = [
    "advisor.web.metrics.Measure",
    "advisor.web.health.ByAddress",
    "advisor.security.FurtherHeaders",  # before what leads on to https
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "advisor.web.kept_pages.KeptPages",
    "advisor.web.guards.Compression",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "advisor.security.ContentSecurityPolicy",
    "advisor.web.guards.Language",  # before sessions, which serve the admin alone
    "advisor.staff.away.HangingDatabase",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "advisor.web.limits.Limits",
    "advisor.web.reads.CountReads",
]
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
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "advisor"

# Languages and formats

LANGUAGES = [("de", "Deutsch"), ("nl", "Nederlands"), ("hu", "Magyar")]
LANGUAGES_IN_WORK: list[str] = []
"""Languages that visitors can choose and that are not yet wholly translated: what is missing shows in German."""
LANGUAGE_CODE = MODELTRANSLATION_DEFAULT_LANGUAGE = "de"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("de",)
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Europe/Berlin"

# Data

VERSION = env.str("VERSION", "") or tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
FEEDBACK = env.bool("FEEDBACK", True)
"""Readers are asked whether a page was right and clear."""
COUNT_READS = env.bool("COUNT_READS", True)
"""Reads of pages are counted by day."""
WARM_UP = env.bool("WARM_UP", not LOOPBACK)
"""The server begins when all that its first visitors would wait for is made; without this at once."""
KEEP_PAGES = env.bool("KEEP_PAGES", True)
"""Public pages are kept in memory as they were sent, until a text, a figure, a list or the day changes."""

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
if env.str("DATABASE_URL", ""):
    database = env.db("DATABASE_URL")
else:
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": DATA_DIR / "db.sqlite3"}
if database["ENGINE"].endswith("postgresql"):
    # A server that hangs or has gone must not hold a thread for long.
    limits = "-c statement_timeout=15s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s"
    patience = {"connect_timeout": 3, "tcp_user_timeout": 10_000, "keepalives_idle": 10, "options": limits}
    database["OPTIONS"] = patience | database.get("OPTIONS", {})
if database["ENGINE"].endswith("sqlite3"):
    if not str(database["NAME"]).startswith((":memory:", "file:")):
        # A file that is gone must not be replaced by an empty one; `migrate` makes the first.
        database["NAME"] = f"{Path(database['NAME']).absolute().as_uri()}?mode=rw"
    database["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL",
    }
DATABASES = {"default": {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True, **database}}


def shared_cache(url: str) -> dict[str, object]:
    """The cache at an address. Redis gets half a second to answer and no second try."""
    cache = env.cache_url_config(url)
    if not cache["BACKEND"].endswith("redis.RedisCache"):
        return cache
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    patience = {"socket_connect_timeout": 0.5, "socket_timeout": 0.5, "retry": Retry(NoBackoff(), 0)}
    return {"KEY_PREFIX": "advisor", **cache, "OPTIONS": patience | cache.get("OPTIONS", {})}


CACHES = {
    "default": shared_cache(env.str("CACHE_URL", "") or "locmemcache://?max_entries=50000"),
    "own": shared_cache("locmemcache://own?max_entries=50000"),
}
"""What all processes share; and what one of them keeps while that is away."""
LAST_KNOWN = DATA_DIR / "last_known.json"
"""Where each node keeps the last edition it has read, for a start without the database; None keeps nothing."""
LOOK_ASIDE = True
"""A thread of its own asks the database what has changed, so that no page waits for it."""

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").exists()
"""Files that were not collected are served from where they lie."""
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "advisor.static_files.Forgiving"},
}

# Safety


def admin_path(given: str) -> str:
    """The address of the admin as it begins and ends with a slash; ValueError for what would hide other pages."""
    parts = given.strip("/").split("/")
    taken = {"api", "healthz", "readyz", "metrics", "static", *(code for code, _ in LANGUAGES)}
    if parts[0] in taken or not all(re.fullmatch(r"[A-Za-z0-9_-]+", part) for part in parts):
        raise ValueError("ADMIN_PATH: letters, digits, - and _, and not the name of another page")
    return f"/{'/'.join(parts)}/"


SECURE_SSL_REDIRECT = not LOOPBACK
SECURE_REDIRECT_EXEMPT = ["^healthz$", "^readyz$", "^metrics$"]
"""What machines ask within the operator's own network."""
METRICS_ALLOWED = env.list("METRICS_ALLOWED", default=["127.0.0.1", "::1"])
"""Addresses or networks that are given the numbers at /metrics."""
SECURE_HSTS_SECONDS = 0 if LOOPBACK else 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Not no-referrer: with it Chromium sends "Origin: null", and forms protected against forgery fail.
SECURE_REFERRER_POLICY = "strict-origin"
SESSION_COOKIE_SECURE = not LOOPBACK
CSRF_FAILURE_VIEW = "advisor.web.errors.form_not_known"
CSRF_COOKIE_SECURE = not LOOPBACK
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "sessionid" if LOOPBACK else "__Secure-sessionid"  # a browser takes this over https alone
CSRF_COOKIE_NAME = "csrftoken" if LOOPBACK else "__Secure-csrftoken"
# Only staff have sessions: no cookie of theirs goes to, or comes from, the pages of visitors.
ADMIN_PATH = admin_path(env.str("ADMIN_PATH", "admin"))
"""Where staff sign in. No page of visitors names it."""
SECURITY_CONTACT = env.list("SECURITY_CONTACT", default=[])
"""Where weaknesses are told, best first, as mailto: or https: addresses; /.well-known/security.txt says so."""
if not all(contact.startswith(("mailto:", "https:", "tel:")) for contact in SECURITY_CONTACT):
    raise ValueError("SECURITY_CONTACT: addresses that begin with mailto:, https: or tel:")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = ADMIN_PATH.rstrip("/")
SESSION_COOKIE_AGE = 12 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
OTP_TOTP_ISSUER = "Health insurance advisor"
TRUSTED_PROXIES = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
"""As gunicorn reads it, addresses and networks: whose word on a visitor's address is taken."""
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
LIMITS = {
    # of one address; of IPv6 one network, as a household has it
    "api": (env.int("API_A_MINUTE", 600), 60),
    "feedback": (10, 10 * 60),
    "sign-in": (60, 15 * 60),
    "sign-in-wrong": (30, 15 * 60),
    # of one account: from one address, then from everywhere but where its owner has signed in before
    "account-wrong": (5, 15 * 60),
    "account-wrong-everywhere": (100, 3600),
    # from everywhere
    "feedback-page": (20, 3600),
    "feedback-site": (200, 3600),
    "feedback-stored": (1000, 24 * 3600),
}
"""So many within so many seconds, then 429; 0 is no limit. Pages and flows are not limited: many people share an address."""
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
LARGEST_UPLOAD = FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
"""A file that staff send; it is read in memory, nothing of a request is written into a file."""
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000  # a guide page in the admin: ten fields for each of its segments
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [{"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}]
DEFAULT_EXCEPTION_REPORTER = "advisor.security.ErrorReport"
