"""Settings, all of them from the environment or a `.env` file beside `manage.py`; `.env.example` documents each.

Without `DATABASE_URL` and `REDIS_URL` the addresses of the embedded servers are used, as `credtrack.embedded` left them
in its state file, so that commands started by hand find the servers that `make run` started.
"""

import os
import secrets
from pathlib import Path

import dj_database_url
from django.templatetags.static import static
from django.urls import reverse_lazy
from dotenv import load_dotenv

from credtrack.embedded.state import embedded_urls

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BASE_DIR / ".env")


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def env_flag(name: str, default: bool) -> bool:
    value = env(name).lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value:
        raise ValueError(f"{name}={value!r}: write 1 or 0")
    return default


def env_int(name: str, default: int) -> int:
    value = env(name)
    try:
        return int(value) if value else default
    except ValueError:
        raise ValueError(f"{name}={value!r}: not a whole number") from None


VAR_DIR = Path(env("CREDTRACK_VAR") or BASE_DIR / "var")


def secret_key() -> str:
    """`DJANGO_SECRET_KEY`, else one made once and kept under `var/` (mode 600): never one from the repository."""
    if key := env("DJANGO_SECRET_KEY"):
        return key
    path = VAR_DIR / "secret-key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        pass
    key = secrets.token_urlsafe(50)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    except OSError:
        pass  # a command that signs nothing (extract, compare) must run on a read-only disk
    return key


SECRET_KEY = secret_key()
DEBUG = env_flag("DJANGO_DEBUG", False)
ALLOWED_HOSTS = [h.strip() for h in env("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h.strip()]
CSRF_TRUSTED_ORIGINS = [o.strip() for o in env("DJANGO_CSRF_TRUSTED_ORIGINS").split(",") if o.strip()]
# Served over plain http on this machine by `make run`; set to 1 behind a TLS proxy.
HTTPS = env_flag("CREDTRACK_HTTPS", False)

INSTALLED_APPS = [
    "unfold.apps.BasicAppConfig",  # the site itself is the editors' desk, below
    "unfold.contrib.filters",
    "credtrack.accounts.desk.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "pgtrigger",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "credtrack",
    "credtrack.accounts",
    "credtrack.api",
    "credtrack.changes",
    "sources",
    "claims",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "credtrack.urls"
WSGI_APPLICATION = "credtrack.wsgi.application"

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
    }
]

_EMBEDDED = embedded_urls(VAR_DIR)
DATABASE_URL = env("DATABASE_URL") or _EMBEDDED.database or "postgresql://localhost:5432/credtrack"
REDIS_URL = env("REDIS_URL") or _EMBEDDED.redis or "redis://localhost:6379/0"

DATABASES = {
    "default": {
        **dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True),
        "TEST": {"NAME": env("CREDTRACK_TEST_DB") or None},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = reverse_lazy("login")
LOGIN_REDIRECT_URL = reverse_lazy("queue")
LOGOUT_REDIRECT_URL = reverse_lazy("login")

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "templates" / "static"]
# Served without a collectstatic step on a laptop; behind `collectstatic` in production, hashed and compressed.
WHITENOISE_USE_FINDERS = not HTTPS
if HTTPS:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# Limits: every size, depth, count and wait that outsiders can push against.
# 1 MB of UTF-8: the longest long-reads are a tenth of it.
CREDTRACK_MAX_TEXT_BYTES = env_int("CREDTRACK_MAX_TEXT_BYTES", 1_000_000)
# A body may carry the text, JSON-escaped (every character as \uXXXX is six bytes), and its metadata.
CREDTRACK_MAX_BODY_BYTES = 6 * CREDTRACK_MAX_TEXT_BYTES + 100_000
DATA_UPLOAD_MAX_MEMORY_SIZE = CREDTRACK_MAX_BODY_BYTES
CREDTRACK_MAX_URL_LENGTH = 2_000
CREDTRACK_MAX_TITLE_LENGTH = 500
CREDTRACK_MAX_JSON_DEPTH = 20
CREDTRACK_MAX_EVIDENCE = 20
CREDTRACK_MAX_NOTE_LENGTH = 5_000
# The least score, relation by relation, from which a machine's match is kept. The comparer itself calls nothing
# *same* or *supports* below these; a desk that wants fewer and surer suggestions raises them.
CREDTRACK_MATCH_LEAST = {
    # Right in nine of ten development pairs (19 of 20 if one that says a little more counts), and six of ten are found:
    # from .5 it would be seven, but a third of what is suggested would be wrong.
    "same": 0.84,
    # Even chance that both are of one matter.
    "supports": 0.5,
    "contradicts": 0.5,
    # Figures are checked exactly, so that the score only says how likely both are about one thing; where place, day and
    # kind of event say so, it may be low.
    "numeric_discrepancy": 0.2,
    "update": 0.2,
    # The cosine: below this two claims share a topic at most.
    "related": 0.5,
}
# A suggested *same* pair joins two claims in one statement from this score on. On the development pairs .95 is right in
# 96 of a hundred, .9 in 94 (MODEL_CARD_COMPARE.md): a statement that holds a stranger is worse than one without a
# claim.
CREDTRACK_SAME_SURE = 0.95
CREDTRACK_MAX_MATCHES_SHOWN = 50  # on a page; what is kept of a claim is bounded by its nearest neighbours

# The pipeline.
# Invariant, checked by claims.checks: hard time limit < lease < visibility timeout.
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SOFT_TIME_LIMIT = 120
CELERY_TASK_TIME_LIMIT = 150
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 30
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CREDTRACK_LEASE_SECONDS = 300
CREDTRACK_MAX_ATTEMPTS = 3
CREDTRACK_SWEEP_BATCH = 500
CELERY_BEAT_SCHEDULE = {"sweep": {"task": "claims.tasks.sweep", "schedule": 60.0}}
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "celerybeat-schedule")

# The API.
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "credtrack.api.authentication.ApiKeyAuthentication",
        "credtrack.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PARSER_CLASSES": ["credtrack.api.parsers.BoundedJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "credtrack.api.pagination.CursorPages",
    "DEFAULT_FILTER_BACKENDS": ["credtrack.api.filters.StrictFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_THROTTLE_CLASSES": ["credtrack.api.throttling.KeyThrottle"],
    "DEFAULT_THROTTLE_RATES": {"key": env("CREDTRACK_API_RATE", "600/min")},
    "EXCEPTION_HANDLER": "credtrack.api.errors.problem_details",
    "PAGE_SIZE": 50,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "credtrack API",
    "DESCRIPTION": "Articles in; claims with their attributions, matches, votes and status out.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "SourceKindEnum": "sources.models.Source.Kind",
        "EvidenceKindEnum": "claims.models.Evidence.Kind",
        "RevisionStateEnum": "sources.models.Revision.State",
        "MatchStateEnum": "claims.models.ClaimMatch.State",
        "MadeByEnum": "claims.models.MadeBy",
    },
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": "ct"}
}

UNFOLD = {
    "SITE_TITLE": "credtrack",
    "SITE_HEADER": "credtrack",
    "SITE_SYMBOL": "fact_check",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("icon.svg")}],
    "SITE_URL": reverse_lazy("queue"),
    "SHOW_HISTORY": True,
    "DASHBOARD_CALLBACK": "claims.admin.overview.overview",
    "SHOW_VIEW_ON_SITE": True,
    "COLORS": {  # the teal of the pages (templates/static/credtrack.css)
        "primary": {
            "50": "#effafb",
            "100": "#d7f1f5",
            "200": "#b4e4ec",
            "300": "#80d0de",
            "400": "#45b2c7",
            "500": "#2996ad",
            "600": "#1c7a90",
            "700": "#14697b",
            "800": "#1c5464",
            "900": "#1b4755",
            "950": "#0c2d39",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "navigation": [
            {
                "title": "Desk",
                "items": [
                    {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}_changelist")}
                    for title, icon, name in (
                        ("Articles", "article", "sources_article"),
                        ("Claims", "fact_check", "claims_claim"),
                        ("Claim matches", "join_inner", "claims_claimmatch"),
                        ("Sources", "record_voice_over", "sources_source"),
                    )
                ],
            },
            {
                "title": "House",
                "separator": True,
                "items": [
                    {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}_changelist")}
                    for title, icon, name in (
                        ("Accounts", "group", "accounts_user"),
                        ("API keys", "key", "accounts_apikey"),
                        ("Change log", "history", "changes_change"),
                    )
                ],
            },
        ],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("CREDTRACK_LOG_LEVEL", "INFO")},
}
