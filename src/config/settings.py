"""Django's settings: the same for the demo, a real installation and the tests; ``config.env`` differs."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from config import env
from config.secrets import key

BASE_DIR = env.ROOT
COTMOC_HOME = env.home()
COTMOC_DEMO = env.demo()
COTMOC_UPLOAD_LIMIT = env.upload_limit()
COTMOC_ICONS = COTMOC_HOME / "assets" / "icons"
COTMOC_FONTS = COTMOC_HOME / "fonts"
COTMOC_AUDIT_KEY = key(COTMOC_HOME, "audit")
COTMOC_SMTP_HOST = env.smtp_host()
COTMOC_SMTP_PORT = env.smtp_port()
COTMOC_SMTP_TLS = env.smtp_tls()
COTMOC_SMTP_USER = env.smtp_user()
COTMOC_SMTP_PASSWORD_FILE = env.smtp_password_file()
COTMOC_MAIL_FROM = env.mail_from()
COTMOC_MAIL_DOMAIN = env.mail_domain()
COTMOC_WEBHOOK_HOSTS = env.webhook_hosts()
COTMOC_WEBHOOK_KEY = key(COTMOC_HOME, "webhook")
SECRET_KEY = key(COTMOC_HOME, "django").decode()
DEBUG = env.debug()
env.today()

_public = urlsplit(env.public_url())
_secure = _public.scheme == "https"
ALLOWED_HOSTS = [_public.hostname or "127.0.0.1", "127.0.0.1", "localhost", "[::1]"]
CSRF_TRUSTED_ORIGINS = [f"{_public.scheme}://{_public.netloc}"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _secure
SECURE_HSTS_SECONDS = 31_536_000 if _secure else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if env.behind_proxy():
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_NAME = "cotmoc_session"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cotmoc.web.errors.csrf_failure"
LANGUAGE_COOKIE_HTTPONLY = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "style-src": [SELF],
        "style-src-attr": ["'unsafe-inline'"],
        "script-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "cotmoc.audit",
    "cotmoc.files",
    "cotmoc.notices",
    "cotmoc.organisations",
    "cotmoc.tasks",
    "cotmoc.directives",
    "cotmoc.plans",
    "cotmoc.programmes",
    "cotmoc.coordination",
    "cotmoc.reporting",
    "cotmoc.meetings",
    "cotmoc.analytics",
    "cotmoc.briefings",
    "cotmoc.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cotmoc.web.middleware.DoorMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "src" / "cotmoc" / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "cotmoc.web.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
        },
    }
]


def _postgres(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise env.SettingError("COTMOC_DATABASE_URL must look like postgres://user:password@host:5432/name.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        # Compiling a query takes longer than any of ours runs.
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 8}, "options": "-c jit=off"},
    }


_SQLITE = {
    "ENGINE": "config.sqlite",
    "NAME": COTMOC_HOME / "cotmoc.sqlite3",
    # A new connection reads the whole schema again; one a thread is kept, each with a small cache.
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-4000;",
    },
}
DATABASES = {"default": _postgres(env.database_url()) if env.database_url() else _SQLITE}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisations.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "cotmoc.web.accounts.ClosedAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# Wrong passwords are counted by axes, in the database that all workers share.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": None}
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_FORMS = {
    "login": "cotmoc.web.account_forms.SignIn",
    "change_password": "cotmoc.web.account_forms.ChangePassword",
    "reauthenticate": "cotmoc.web.account_forms.ConfirmPassword",
}
MFA_ADAPTER = "cotmoc.web.accounts.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "cotmoc.web.account_forms.SecondStep",
    "reauthenticate": "cotmoc.web.account_forms.ConfirmCode",
    "activate_totp": "cotmoc.web.account_forms.TurnOnSecondStep",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Cột Mốc"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_USERNAME_CALLABLE = "cotmoc.web.accounts.lock_name"
AXES_CLIENT_IP_CALLABLE = "cotmoc.web.accounts.client_address"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "csrfmiddlewaretoken"]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "cotmoc.web.accounts.locked_out"
AXES_VERBOSE = False

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = COTMOC_UPLOAD_LIMIT + 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [Path(sys.prefix) / "share" / "cotmoc" / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = COTMOC_HOME / "static"
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [BASE_DIR / "src" / "cotmoc" / "web" / "static"]
if (COTMOC_HOME / "assets" / "fonts").is_dir():  # icons stand inside the pages: nobody fetches them
    STATICFILES_DIRS.append(("fonts", COTMOC_HOME / "assets" / "fonts"))
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "config.logs.Line",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
