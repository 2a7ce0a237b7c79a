"""Django's settings, made from what `environment` reads. What may not be so in production, `safety` refuses."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from herringbone import environment
from herringbone.environment import Mode

PACKAGE = Path(__file__).parent

# How and where this runs

MODE = environment.mode()
DEMO = MODE is Mode.DEMO
TESTING = MODE is Mode.TEST
DEBUG = os.environ.get("HERRINGBONE_DEBUG") == "1"

DATA = environment.data_folder()
_files = environment.files(os.environ.get("FILES_URL") or f"file://{DATA / 'files'}")
FILES_ROOT = _files if isinstance(_files, Path) else DATA / "files"
FILES_BUCKET = _files if isinstance(_files, environment.Bucket) else None  # takes the folder's place
INSTANCE_FILE = DATA / "instance.id"
SECRET_KEY = environment.secret("HERRINGBONE_SECRET_KEY", DATA / "secret.key")
# Encrypts the secrets that stand in the database, such as the seeds of sign-in codes. Never in a backup.
ENCRYPTION_KEY = environment.secret("HERRINGBONE_ENCRYPTION_KEY", DATA / "encryption.key")

# Every link in a mail, document or feed begins with this, never with what a request says.
BASE_URL_TOLD = os.environ.get("HERRINGBONE_BASE_URL", "").rstrip("/")
BASE_URL = BASE_URL_TOLD or "http://localhost:8000"
HTTPS = BASE_URL.startswith("https://")
TRUSTED_PROXIES_TOLD = environment.whole_number("HERRINGBONE_TRUSTED_PROXIES")
TRUSTED_PROXIES = TRUSTED_PROXIES_TOLD or 0

_host = urlsplit(BASE_URL).hostname or "localhost"
ALLOWED_HOSTS = [
    *dict.fromkeys((_host, "localhost", "127.0.0.1", "[::1]")),
    *filter(None, os.environ.get("HERRINGBONE_HOSTS", "").split(",")),
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]

# Hosts with their ports that may stand inside our own network and be asked without https: `core.outside` asks no other.
LOCAL_ADDRESSES = frozenset(filter(None, os.environ.get("HERRINGBONE_LOCAL_ADDRESSES", "").split(",")))

# What it is made of, the lowest floor first

FLOORS = (
    "core", "record", "people", "clients", "work", "status", "meetings", "portal", "desk", "ontime", "web", "demo",
)  # fmt: skip
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_tasks",
    "django_tasks_db",
    *(f"herringbone.{floor}" for floor in FLOORS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "herringbone.people.middleware.SessionEndsMiddleware",
    "herringbone.people.middleware.StandingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "herringbone.web.urls"
WSGI_APPLICATION = "herringbone.wsgi.application"
_loaders = [
    "django_cotton.cotton_loader.Loader",
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],  # before those of the libraries, whose pages wear our look
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    _loaders if DEBUG else [("django.template.loaders.cached.Loader", _loaders)],
                )
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django_cotton.templatetags.cotton",
                "herringbone.core.templatetags.look",
                "herringbone.core.templatetags.addresses",
                "template_partials.templatetags.partials",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "herringbone.web.context.shell",
            ],
        },
    }
]

# Database, and the cache in it: several processes share one count of failed attempts and used codes

DATABASES = {"default": environment.database(os.environ.get("DATABASE_URL") or f"sqlite://{DATA / 'agency.sqlite3'}")}
SILENCED_SYSTEM_CHECKS = [
    "auth.W004",  # an address is unique whatever its case: the constraint is on Lower(email)
    "staticfiles.W004",  # what is built is built when it is served
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
COMPILED_ONCE_CHECKED = False  # tests compare what is filled in with what Django would have made
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}}

# Who signs in, and how

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "herringbone.people.door.backend.Backend",
]
PASSWORD_HASHERS = [
    # The demo's passwords are known to everybody: they are kept in a form that nothing but the demo can read.
    *(["herringbone.demo.passwords.DemoHasher"] if DEMO else []),
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
OIDC = None if DEMO else environment.provider()  # the account of the house, with which people may sign in
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"

ACCOUNT_ADAPTER = "herringbone.people.door.adapters.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "herringbone.people.door.forms.SignIn",
    "reset_password": "herringbone.people.door.forms.Forgotten",
    "reset_password_from_key": "herringbone.people.door.forms.NewPassword",
    "user_token": "herringbone.people.door.forms.ResetLink",
    "change_password": "herringbone.people.door.forms.ChangePassword",
    "set_password": "herringbone.people.door.forms.SetPassword",
    "reauthenticate": "herringbone.people.door.forms.AskAgain",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an invitation is answered from the mailbox it was sent to
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # an address that nobody has gets no letter
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "herringbone.people.door.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "herringbone.people.door.forms.Code",
    "reauthenticate": "herringbone.people.door.forms.CodeAgain",
    "activate_totp": "herringbone.people.door.forms.BeginCodes",
    "add_webauthn": "herringbone.people.door.forms.AddPasskey",
    "edit_webauthn": "herringbone.people.door.forms.RenamePasskey",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
MFA_TOTP_ISSUER = "Herringbone"
USERSESSIONS_TRACK_ACTIVITY = False  # `people.sessions` notes it now and then, not at every request

# An office sits behind one address, so an address alone is shut late: what is refused for its account is not counted.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "5/5m/key", "wrong_password": "30/m/ip"}

AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_SENSITIVE_PARAMETERS = ["login", "username", "ip_address", "password", "code", "email"]
AXES_USERNAME_CALLABLE = "herringbone.core.addresses.account_key"
AXES_CLIENT_IP_CALLABLE = "herringbone.core.addresses.client_address"
AXES_LOCKOUT_CALLABLE = "herringbone.people.views.door.shut"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

# Cookies and headers. `__Host-` binds a cookie to this host over https; browsers refuse it otherwise.

_prefix = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{_prefix}session"
CSRF_COOKIE_NAME = f"{_prefix}csrf"
LANGUAGE_COOKIE_NAME = f"{_prefix}language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_IDLE_AGE = 24 * 3600
CSRF_FAILURE_VIEW = "herringbone.people.views.door.too_old"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked by the machine itself, past the proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Time and language

TIME_ZONE = "UTC"
USE_TZ = True
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("it", _("Italian"))]
LOCALE_PATHS = [PACKAGE / "locale"]

# Files of the program. Files of people are in the store (`core.store`), outside everything that is served.

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATIC_BUILT = DATA / "built"  # made by web.static_build: the one style sheet, the fonts
STATICFILES_DIRS = [STATIC_BUILT]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "herringbone.web.storage.StaticFiles"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = TESTING
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Mail, tasks, log

_mail = environment.mail("memory://" if TESTING else os.environ.get("EMAIL_URL") or f"file://{DATA / 'mail'}")
EMAIL_BACKEND: str = _mail.pop("EMAIL_BACKEND")
EMAIL_FILE_PATH: str = _mail.pop("EMAIL_FILE_PATH", "")
MAIL_IS_SENT = not EMAIL_FILE_PATH
globals().update(_mail)
# Where answers to our mail are read; None: they are given to `herringbone read-mail` one by one.
IMAP = environment.mailbox("" if TESTING else os.environ.get("IMAP_URL", ""))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("HERRINGBONE_MAIL_FROM") or f"herringbone@{_host}"
# Where the record's seal goes once a day (`herringbone.record.seal`): an address outside the house; empty: nowhere.
SEAL_TO = environment.address("HERRINGBONE_SEAL_TO")
TASKS: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django_tasks.backends.dummy.DummyBackend" if TESTING else "django_tasks_db.DatabaseBackend",
        "QUEUES": [],
    }
}
# Seconds after which a worker that gives no sign is dead, and what it was doing is begun again by another.
WORKER_SILENT_AFTER = environment.whole_number("HERRINGBONE_WORKER_SILENT_AFTER") or 60
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_address": {"()": "herringbone.core.quiet_log.WithoutAddress"}},
    "formatters": {
        "quiet": {
            "()": "herringbone.core.quiet_log.WithoutMessage",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "quiet", "filters": ["no_address"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "herringbone": {"level": "INFO"},
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
    },
}
