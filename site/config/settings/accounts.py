"""People: signing in, the second step, their privacy."""

import os

from config.settings.place import COURSE_ENGINE

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
PRIVACY_PROVIDERS = [
    *(["course_engine.privacy"] if COURSE_ENGINE != "absent" else []),
    "search.saved.privacy",
    "accounts.privacy.account",
]

# Whether accounts with published passwords may be created.
DEMO_ACCOUNTS = False
