"""Settings, read from the environment once. With DEBUG off a missing one stops the start."""

import os
from importlib.util import find_spec
from pathlib import Path

import environ
import pghistory
from django.core.exceptions import ImproperlyConfigured

from config import api, headers, logs, sign_in

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=True)
# The laptop's and the tests' mode: made-up people, a local mailbox page, no second factor.
LOCAL = env.bool("LOCAL", default=DEBUG)


def required(name: str, *, local: str) -> str:
    """The environment's value, or a laptop's harmless stand-in; elsewhere its absence stops us."""
    value = str(env.str(name, default=""))
    if value:
        return value
    if DEBUG:
        return local
    raise ImproperlyConfigured(
        f"{name} is not set. With DEBUG off Homeward needs it in the environment; "
        "see docs/developing.md."
    )


SECRET_KEY = required("SECRET_KEY", local="only-for-a-laptop-and-the-tests-never-in-production")
ALLOWED_HOSTS = required("ALLOWED_HOSTS", local="localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SITE_ADDRESS = required("SITE_ADDRESS", local="http://127.0.0.1:8000").rstrip("/")
COUNCIL_NAME = required("COUNCIL_NAME", local="Exampleshire County Council")
# Which bank holidays count: england-and-wales, scotland or northern-ireland.
COUNCIL_DIVISION = env.str("COUNCIL_DIVISION", default="england-and-wales")

# A tool of development only: not in the locks that the product runs from.
TOOLS = ["django_linear_migrations"] if find_spec("django_linear_migrations") else []
INSTALLED_APPS = [
    *TOOLS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.admin",
    "django.contrib.postgres",
    "pgtrigger",
    "pghistory",
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_structlog",
    "health_check",
    "config",
    "govuk",
    "accounts",
    "notifications",
    "deadlines",
    "people",
    "cases",
    "profiles",
    "meetings",
    "returns",
]

MIDDLEWARE = [
    "accounts.limits.OwnOriginOnly",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "accounts.middleware.NothingKept",
    "accounts.limits.SizeLimits",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.IdleSignOut",
    "accounts.middleware.SignedInOnly",
    "accounts.factor_door.SecondFactorFirst",
    "accounts.middleware.AddressesOfText",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.RequestLines",
    "accounts.limits.RateLimits",
    "accounts.middleware.RefusalPages",
    "accounts.middleware.HistoryContext",
    "accounts.on_record.OnRecord",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "config.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "accounts.context.frame",
            ],
        },
    },
    {
        # The admin, and what a package brings that we have not made ourselves.
        "BACKEND": "django.template.backends.django.DjangoTemplates",
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


def database(name: str) -> dict[str, object]:
    """One of the two roles' connection. Embedded servers have filled the variable in by now."""
    url = required(name, local="postgres:///homeward")
    return {
        **env.db_url_config(url),
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }


DATABASES = {
    "default": database("DATABASE_URL"),
    "owner": database("OWNER_DATABASE_URL"),
}
DATABASES["default"]["TEST"] = {"MIRROR": "owner"}
DATABASES["owner"]["TEST"] = {"NAME": env.str("TEST_DATABASE_NAME", default=None)}
DATABASE_ROUTERS = ["config.routers.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# AUTH_, ACCOUNT_, MFA_, SESSION_ and the limits of signing in.
globals().update(sign_in.settings(env, debug=DEBUG))
# Everybody needs a second factor, but for the made-up people of a laptop, unless asked.
REQUIRE_SECOND_FACTOR = env.bool("SECOND_FACTOR", default=not LOCAL)

ANONYMOUS_USER_NAME = None  # guardian makes no nameless user
# guardian's backend stays out on purpose: it lets superusers past (see docs/decisions).
# An address is unique in whatever case it is typed: by a constraint that the check does not see.
SILENCED_SYSTEM_CHECKS = ["guardian.W001", "auth.W004"]
PGHISTORY_APPEND_ONLY = True
PGHISTORY_CONTEXT_FIELD = pghistory.ContextJSONField()

REDIS_URL = required("REDIS_URL", local="redis://127.0.0.1:6379/0")

REST_FRAMEWORK, REST_KNOX = api.REST_FRAMEWORK, api.REST_KNOX
SPECTACULAR_SETTINGS = api.SPECTACULAR_SETTINGS

EMAIL_BACKEND = env.str(
    "EMAIL_BACKEND",
    default="notifications.mailbox.FolderBackend"
    if LOCAL
    else "django.core.mail.backends.smtp.EmailBackend",
)
# Where a laptop keeps the mails it "sends", for the page /mailbox/ (LOCAL only).
MAILBOX_FOLDER = Path(env.str("MAILBOX_FOLDER", default=str(BASE_DIR / ".run" / "mailbox")))
EMAIL_HOST = env.str("EMAIL_HOST", default="127.0.0.1")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 20
AUDIT_TIP_TO = env.list("AUDIT_TIP_TO", default=[])  # who keeps the audit trail's daily seal
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Homeward <homeward@council.invalid>")

LANGUAGE_CODE = "en-gb"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

FILE_UPLOAD_HANDLERS = ["accounts.uploads.InMemory"]
DATA_UPLOAD_MAX_NUMBER_FILES = 5
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440  # a form without files, and what the API is sent
MOST_BYTES_WITH_FILES = 16 * 1024 * 1024  # nginx's own limit
RATE_LIMITS = True  # accounts/rates.py
# A message may hold a name: it stays in the session, and never in a cookie of its own.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [("src", BASE_DIR / "static" / "src")]
if (BASE_DIR / "static" / "built").is_dir():
    STATICFILES_DIRS.append(("built", BASE_DIR / "static" / "built"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

CONTENT_SECURITY_POLICY = headers.CONTENT_SECURITY_POLICY
PERMISSIONS_POLICY = headers.PERMISSIONS_POLICY
CSRF_FAILURE_VIEW = "govuk.views.csrf_failure"
if not DEBUG:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^health/$"]  # asked from inside, without TLS
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 3600
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Only this very host can set a cookie of these names, and only over TLS.
    SESSION_COOKIE_NAME = "__Host-homeward"
    CSRF_COOKIE_NAME = "__Host-csrf"

PHONENUMBER_DEFAULT_REGION = "GB"
LOGGING = logs.settings(level=os.environ.get("LOG_LEVEL", "INFO"))
