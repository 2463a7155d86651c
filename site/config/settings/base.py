"""Settings that hold everywhere; every environment variable read here is documented in docs/operators.md."""

import os
from pathlib import Path
from typing import Any

import dj_database_url
import dj_email_url
from django.utils.translation import gettext_lazy as _

from config.plugins import engine_apps

ROOT = Path(__file__).resolve().parents[3]
VAR = Path(os.environ.get("VAR_ROOT", ROOT / "var"))

SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]

# "on"; "off" (installed but silent: URLs, hooks, registry entries and sinks are gone); "absent" (never installed).
COURSE_ENGINE = os.environ.get("COURSE_ENGINE", "on")

INSTALLED_APPS = [
    "config",
    "accounts",
    *engine_apps(COURSE_ENGINE),
    "cms.pages",
    "cms.pages.packages",
    "cms.convention",
    "cms.terminology",
    "cms.publishing",
    "search",
    "search.curation",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtailmedia",
    "wagtail.api.v2",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "config.middleware.ContentSecurityPolicyMiddleware",
    "config.middleware.CacheControlMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.PageLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "accounts.middleware.StaffTwoStepMiddleware",
    "accounts.middleware.ConsentMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.pages.middleware.ContentRefusedMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]


def database(url: str) -> dict[str, Any]:
    """The connection for a database URL, with what SQLite needs to take concurrent writers."""
    connection: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if connection["ENGINE"] == "django.db.backends.sqlite3":
        # Measured: with Django's defaults 342 of 480 concurrent writes failed, with these none.
        connection["CONN_MAX_AGE"] = 0
        connection["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    return connection


DATABASES = {"default": database(os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'db.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits, throttles and the search breaker must be shared by all processes, so never local memory.
CACHE_URL = os.environ.get("CACHE_URL", "")
CACHES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    # Pages fetch the renditions of all their pictures in one query; Wagtail would write each back at every visit.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "fast"]}}

# Accounts
AUTH_USER_MODEL = "accounts.User"
# allauth's backend carries Django's permissions too; a second backend would hash every wrong password twice.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "accounts.hashers.Argon2idHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.signup.SignUpExtras"
ACCOUNT_FORMS = {
    "login": "accounts.forms.entrance.SignInForm",
    "signup": "accounts.forms.entrance.SignUpForm",
    "reset_password": "accounts.forms.entrance.ResetForm",
    "reset_password_from_key": "accounts.forms.entrance.NewPasswordForm",
    "change_password": "accounts.forms.entrance.ChangePasswordForm",
    "set_password": "accounts.forms.entrance.SetPasswordForm",
    "add_email": "accounts.forms.entrance.ChangeEmailForm",
    "reauthenticate": "accounts.forms.entrance.ConfirmPasswordForm",
    "request_login_code": "accounts.forms.entrance.RequestCodeForm",
    "confirm_login_code": "accounts.forms.entrance.EnterCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "accounts.adapter.TwoStepAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.two_step.AuthenticateForm",
    "reauthenticate": "accounts.forms.two_step.ReauthenticateForm",
    "activate_totp": "accounts.forms.two_step.ActivateForm",
}
MFA_TOTP_TOLERANCE = 1
# Who may enter /cms/ only in a session that was confirmed by a second step.
REQUIRE_STAFF_MFA = True
HEADLESS_CLIENTS = ("app", "browser")
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("NUM_PROXIES", "0"))
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
# The first of these that exists is where a learner lands after signing in.
LANDING_URL_NAMES = ["course_engine:learning"]
# Wagtail's own sign-in, password and e-mail pages know no limits: everything goes through allauth.
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False

# Privacy: changing the version asks everyone to read the notice again at their next visit.
PRIVACY_NOTICE_VERSION = "2026-11"
# Modules or classes with export(user) -> {table: [row, …]} and erase(user) -> None; the account itself comes last.
PRIVACY_PROVIDERS = [*(["course_engine.privacy"] if COURSE_ENGINE != "absent" else []), "accounts.privacy.account"]

# Mail is delivered by the worker, so that no answer waits for it or shows by its time whether an address is known.
EMAIL_URL = os.environ.get("EMAIL_URL", "")
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "learning@localhost")
if EMAIL_URL:
    globals().update(dj_email_url.parse(EMAIL_URL))
MAIL_DELIVERY_BACKEND = globals().get("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_BACKEND = "accounts.mail.queue.QueuedBackend"
# A folder whose mails the page /demo/mail/ shows; only the demo sets it.
DEMO_MAIL_ROOT: Path | None = None
# Whether accounts with published passwords may be created.
DEMO_ACCOUNTS = False

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["config.formats"]
TIME_ZONE = "America/Port_of_Spain"

# Files
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "site" / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}

# Wagtail
WAGTAIL_SITE_NAME = "POPs learning"
WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "pages.CourseImage"
# A picture of the site is a third of its size as WebP.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"webp": "webp"}
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "svg"]
WAGTAILAPI_RICH_TEXT_FORMAT = "html"
WAGTAILAPI_LIMIT_MAX = 100
WAGTAILAPI_BASE_URL = WAGTAILADMIN_BASE_URL
WAGTAILMEDIA = {
    "MEDIA_MODEL": "pages.CourseMedia",
    "AUDIO_EXTENSIONS": ["mp3", "m4a", "ogg", "opus", "wav"],
    "VIDEO_EXTENSIONS": ["mp4", "webm"],
}
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAILLOCALIZE_DISABLE_ON_DELETE = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "cms.pages.finishing.publish_reviewed"
# The admin asks no other site for anything.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Search
SEARCH_INDEX_ROOT = VAR / "search"
# Empty: the embedded engine answers alone.
ELASTICSEARCH_URL = os.environ.get("ELASTICSEARCH_URL", "")
ELASTICSEARCH_API_KEY = os.environ.get("ELASTICSEARCH_API_KEY", "")
ELASTICSEARCH_CA_CERTS = os.environ.get("ELASTICSEARCH_CA_CERTS", "")
# Begins the name of every index, so that several sites may share a cluster.
ELASTICSEARCH_PREFIX = os.environ.get("ELASTICSEARCH_PREFIX", "pops")
# How long, in seconds, a reader waits for Elasticsearch before the embedded engine answers.
ELASTICSEARCH_TIMEOUT = 0.3

# API
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "config.problems.problem_handler",
    "DEFAULT_PAGINATION_CLASS": "config.pagination.PagePagination",
    "DEFAULT_THROTTLE_CLASSES": [
        "rest_framework.throttling.AnonRateThrottle",
        "config.throttles.PersonThrottle",
    ],
    "DEFAULT_THROTTLE_RATES": {
        "anon": os.environ.get("API_LIMIT_ANONYMOUS", "240/min"),
        "user": os.environ.get("API_LIMIT_USER", "600/min"),
    },
    "NUM_PROXIES": int(os.environ.get("NUM_PROXIES", "0")),
    # A browser on the same origin brings its session, any other client the token of the headless sign-in.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "config.authentication.SessionTokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "POPs learning API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "PREPROCESSING_HOOKS": ["config.schema.only_the_api"],
    "POSTPROCESSING_HOOKS": ["drf_spectacular.hooks.postprocess_schema_enums", "config.schema.with_problems"],
    # Words that several parts of the API use, each with values of its own.
    "ENUM_NAME_OVERRIDES": {
        "ProvisionKindEnum": "cms.convention.models.ProvisionKind.values",
        **({} if COURSE_ENGINE != "on" else {"AttemptStateEnum": "course_engine.api.schema.ATTEMPT_STATES"}),
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Security
# Learner pages: our own files and nothing inline. The admin and the API's readable page are other people's code.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "media-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'none'"],
    }
}
CSP_BY_PREFIX = {
    "/cms/": {
        "default-src": ["'self'"],
        "script-src": ["'self'", "'unsafe-inline'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:", "blob:"],
        "media-src": ["'self'", "blob:"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
        "base-uri": ["'self'"],
        "object-src": ["'none'"],
    },
    "/api/docs/": {
        "default-src": ["'self'"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
    },
}
CSRF_FAILURE_VIEW = "config.views.csrf_failure"
# Not even the admin asks a third party.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
X_FRAME_OPTIONS = "DENY"  # Wagtail lifts it for its own previews
SECURE_REFERRER_POLICY = "same-origin"
