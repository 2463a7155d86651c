"""Who may read what: every route outside the editors' admin, with the status for each role.

`{names}` stand for records of the test's world: the enrolment, the attempts and the certificate are the owner's.
A route that is not listed here fails the suite until someone decides who may use it.
"""

from __future__ import annotations

from tests.permissions.world import ROLES

Statuses = dict[str, int]


def allow(everyone: int, **exceptions: int) -> Statuses:
    """The status for everyone, save for the roles named."""
    return {role: exceptions.get(role, everyone) for role in ROLES}


PUBLIC = allow(200)
NOT_FOUND = allow(404)  # nothing there in this world, for anybody
SIGN_IN = allow(302)
MOVED = allow(302)
SIGNED_IN = allow(200, anonymous=302)
SIGNED_OUT = allow(302, anonymous=200)
POST_ONLY = allow(405)
POST_ONLY_SIGNED_IN = allow(405, anonymous=302)
OWNER = allow(404, anonymous=302, owner=200)
OWNER_MOVES_ON = allow(404, anonymous=302, owner=302)
API_SIGNED_IN = allow(200, anonymous=401)
API_OWNER = allow(404, anonymous=401, owner=200)
API_POST_ONLY = allow(405, anonymous=401)
API_MISSING = allow(404, anonymous=401)
# The app's clients bring a token, not a session; none is brought here.
API_TOKEN = allow(401)
NOT_NOW = allow(409)
BAD_REQUEST = allow(400)
ADMINISTRATORS = allow(403, anonymous=302, admin=200)

MACHINES: dict[str, tuple[str, Statuses]] = {
    "healthz": ("/healthz", PUBLIC),
    "readyz": ("/readyz", PUBLIC),
    "sitemap.xml": ("/sitemap.xml", PUBLIC),
    "robots.txt": ("/robots.txt", PUBLIC),
    r"documents/^(\d+)/(.*)$": ("/documents/1/none.pdf", NOT_FOUND),
    "documents/authenticate_with_password/<int:restriction_id>/": (
        "/documents/authenticate_with_password/1/",
        NOT_FOUND,
    ),
}

API: dict[str, tuple[str, Statuses]] = {
    "api/schema/": ("/api/schema/", PUBLIC),
    "api/docs/": ("/api/docs/", PUBLIC),
    "api/privacy/consent/": ("/api/privacy/consent/", API_POST_ONLY),
    "api/v2/^pages/": ("/api/v2/pages/", PUBLIC),
    "api/v2/^pages/<int:pk>/": ("/api/v2/pages/{page_id}/", PUBLIC),
    "api/v2/^pages/find/": ("/api/v2/pages/find/?id={page_id}", SIGN_IN),
    "api/v2/^images/": ("/api/v2/images/", PUBLIC),
    "api/v2/^images/<int:pk>/": ("/api/v2/images/1/", NOT_FOUND),
    "api/v2/^images/find/": ("/api/v2/images/find/", NOT_FOUND),
    "api/v2/^documents/": ("/api/v2/documents/", PUBLIC),
    "api/v2/^documents/<int:pk>/": ("/api/v2/documents/1/", NOT_FOUND),
    "api/v2/^documents/find/": ("/api/v2/documents/find/", NOT_FOUND),
    "api/v2/^media/": ("/api/v2/media/", PUBLIC),
    "api/v2/^media/<int:pk>/": ("/api/v2/media/1/", NOT_FOUND),
    "api/v2/^media/find/": ("/api/v2/media/find/", NOT_FOUND),
    "api/provisions/": ("/api/provisions/", PUBLIC),
    "api/provisions/<str:eid>/": ("/api/provisions/art_5/", PUBLIC),
    "api/chemicals/": ("/api/chemicals/", PUBLIC),
    "api/chemicals/<str:slug>/": ("/api/chemicals/ddt/", PUBLIC),
    "api/terms/": ("/api/terms/", PUBLIC),
    "api/terms/<str:term_id>/": ("/api/terms/party/", PUBLIC),
    "api/citations/resolve/": ("/api/citations/resolve/?text=Article+5&language=en", PUBLIC),
    "api/search/": ("/api/search/?q=pops", PUBLIC),
    "api/search/clicks/": ("/api/search/clicks/", POST_ONLY),
    "api/search/suggest/": ("/api/search/suggest/?q=po", PUBLIC),
    "api/courses/": ("/api/courses/", PUBLIC),
    "api/courses/<uuid:key>/": ("/api/courses/{course}/", PUBLIC),
    "api/enrolments/": ("/api/enrolments/", API_SIGNED_IN),
    "api/enrolments/<uuid:pk>/": ("/api/enrolments/{enrolment}/", API_OWNER),
    "api/enrolments/<uuid:pk>/progress/": ("/api/enrolments/{enrolment}/progress/", API_OWNER),
    "api/enrolments/<uuid:pk>/certificate/": ("/api/enrolments/{enrolment}/certificate/", API_POST_ONLY),
    "api/assessments/<uuid:key>/": ("/api/assessments/{assessment}/", API_SIGNED_IN),
    "api/assessments/<uuid:key>/attempts/": ("/api/assessments/{assessment}/attempts/", API_SIGNED_IN),
    "api/attempts/<uuid:pk>/": ("/api/attempts/{attempt}/", API_OWNER),
    "api/attempts/<uuid:pk>/responses/<str:item>/": ("/api/attempts/{attempt}/responses/q1/", API_POST_ONLY),
    "api/attempts/<uuid:pk>/submit/": ("/api/attempts/{attempt}/submit/", API_POST_ONLY),
    "api/certificates/<str:number>/": ("/api/certificates/{number}/", PUBLIC),
}

_HEADLESS = {
    "config": (PUBLIC, PUBLIC),
    "auth/session": (API_SIGNED_IN, API_TOKEN),
    "auth/reauthenticate": (API_POST_ONLY, API_TOKEN),
    "auth/code/confirm": (NOT_NOW, NOT_NOW),
    "auth/password/request": (POST_ONLY, POST_ONLY),
    "auth/password/reset": (BAD_REQUEST, BAD_REQUEST),
    "auth/login": (POST_ONLY, POST_ONLY),
    "auth/signup": (POST_ONLY, POST_ONLY),
    "auth/email/verify": (BAD_REQUEST, BAD_REQUEST),
    "auth/email/verify/resend": (POST_ONLY, POST_ONLY),
    "auth/phone/verify": (NOT_FOUND, NOT_FOUND),
    "auth/phone/verify/resend": (NOT_FOUND, NOT_FOUND),
    "auth/code/request": (POST_ONLY, POST_ONLY),
    "auth/code/resend": (POST_ONLY, POST_ONLY),
    "account/password/change": (API_POST_ONLY, API_TOKEN),
    "account/email": (API_SIGNED_IN, API_TOKEN),
    "account/phone": (NOT_FOUND, NOT_FOUND),
    "auth/2fa/authenticate": (API_TOKEN, API_TOKEN),
    "auth/2fa/reauthenticate": (API_POST_ONLY, API_TOKEN),
    "account/authenticators": (API_SIGNED_IN, API_TOKEN),
    "account/authenticators/totp": (API_MISSING, API_TOKEN),
    "account/authenticators/recovery-codes": (API_MISSING, API_TOKEN),
}
HEADLESS: dict[str, tuple[str, Statuses]] = {
    f"_allauth/{client}/v1/{path}": (f"/_allauth/{client}/v1/{path}", statuses[index])
    for path, statuses in _HEADLESS.items()
    for index, client in enumerate(("browser", "app"))
} | {
    "_allauth/app/v1/tokens/refresh": ("/_allauth/app/v1/tokens/refresh", POST_ONLY),
    "_allauth/<slug:client>/v1/account/phone": ("/_allauth/any/v1/account/phone", NOT_FOUND),
    "_allauth/<slug:client>/v1/auth/phone/verify": ("/_allauth/any/v1/auth/phone/verify", NOT_FOUND),
    "_allauth/<slug:client>/v1/auth/phone/verify/resend": ("/_allauth/any/v1/auth/phone/verify/resend", NOT_FOUND),
}

_ACCOUNT = {
    "login/": SIGNED_OUT,
    "logout/": SIGNED_IN,
    "inactive/": PUBLIC,
    "signup/": SIGNED_OUT,
    "reauthenticate/": SIGNED_IN,
    "email/": SIGNED_IN,
    "confirm-email/": PUBLIC,
    "password/change/": SIGNED_IN,
    "password/set/": SIGN_IN,
    "password/reset/": PUBLIC,
    "password/reset/done/": PUBLIC,
    "password/reset/key/done/": PUBLIC,
    "login/code/": SIGNED_OUT,
    "login/code/confirm/": SIGN_IN,
    "2fa/": SIGNED_IN,
    "2fa/authenticate/": SIGN_IN,
    "2fa/reauthenticate/": SIGN_IN,
    "2fa/totp/activate/": SIGN_IN,
    "2fa/totp/deactivate/": allow(404, anonymous=302),
    "2fa/recovery-codes/": allow(404, anonymous=302),
    "2fa/recovery-codes/generate/": SIGN_IN,
    "2fa/recovery-codes/download/": allow(404, anonymous=302),
    "profile/": SIGNED_IN,
    "privacy/": MOVED,  # to the page that editors write
    "consent/": SIGNED_IN,
    "data/": SIGNED_IN,
    "data/export/": POST_ONLY_SIGNED_IN,
    "data/erase/": SIGN_IN,  # for all: it asks for the password first
    "data/erased/": PUBLIC,
}
ACCOUNT: dict[str, tuple[str, Statuses]] = {
    f"accounts/{path}": (f"/en/accounts/{path}", statuses) for path, statuses in _ACCOUNT.items()
} | {
    r"accounts/^confirm-email/(?P<key>[-:\w]+)/$": ("/en/accounts/confirm-email/none/", PUBLIC),
    "accounts/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": (
        "/en/accounts/password/reset/key/1-none/",
        PUBLIC,
    ),
    "_util/login/": ("/en/_util/login/", SIGN_IN),
    "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/": (
        "/en/_util/authenticate_with_password/1/1/",
        NOT_FOUND,
    ),
}

PAGES: dict[str, tuple[str, Statuses]] = {
    r"^((?:[\w\-]+/)*)$": ("{lesson}", PUBLIC),
    "search/": ("/en/search/?q=pops", PUBLIC),
    "search/help/": ("/en/search/help/", PUBLIC),
    "search/saved/": ("/en/search/saved/", SIGNED_IN),
    "search/saved/save/": ("/en/search/saved/save/", POST_ONLY),
    "search/saved/<int:pk>/": ("/en/search/saved/1/", POST_ONLY),
    "search/saved/unsubscribe/<str:token>/": ("/en/search/saved/unsubscribe/none/", NOT_FOUND),
    "search/debug/": ("/en/search/debug/?q=pops", ADMINISTRATORS),
    "convention/": ("/en/convention/", PUBLIC),
    "convention/<slug:slug>/": ("/en/convention/article-5/", PUBLIC),
    "chemicals/": ("/en/chemicals/", PUBLIC),
    "chemicals/<slug:slug>/": ("/en/chemicals/ddt/", PUBLIC),
    "glossary/": ("/en/glossary/", PUBLIC),
    "learning/": ("/en/learning/", SIGNED_IN),
    "learning/courses/<uuid:course>/enrol/": ("/en/learning/courses/{course}/enrol/", POST_ONLY),
    "learning/courses/<uuid:course>/resume/": ("/en/learning/courses/{course}/resume/", OWNER_MOVES_ON),
    "learning/courses/<uuid:course>/activities/<uuid:activity>/done/": (
        "/en/learning/courses/{course}/activities/{activity}/done/",
        POST_ONLY,
    ),
    "learning/enrolments/<uuid:enrolment>/leave/": ("/en/learning/enrolments/{enrolment}/leave/", POST_ONLY),
    "learning/enrolments/<uuid:enrolment>/transcript/": ("/en/learning/enrolments/{enrolment}/transcript/", OWNER),
    "learning/enrolments/<uuid:enrolment>/certificate/": ("/en/learning/enrolments/{enrolment}/certificate/", OWNER),
    "learning/practice/<uuid:assessment>/<str:item>/": ("/en/learning/practice/{practice}/{item}/", POST_ONLY),
    "learning/practice/<uuid:assessment>/<str:item>/retry/": (
        "/en/learning/practice/{practice}/{item}/retry/",
        POST_ONLY,
    ),
    "learning/assessments/<uuid:assessment>/start/": ("/en/learning/assessments/{assessment}/start/", POST_ONLY),
    "learning/attempts/<uuid:attempt>/": ("/en/learning/attempts/{attempt}/", OWNER),
    "learning/attempts/<uuid:attempt>/review/": ("/en/learning/attempts/{attempt}/review/", OWNER),
    "learning/attempts/<uuid:attempt>/results/": ("/en/learning/attempts/{closed}/results/", OWNER),
    "learning/certificates/<str:number>/": ("/en/learning/certificates/{number}/", OWNER),
    "learning/certificates/<str:number>/<slug:slug>/": (
        "/en/learning/certificates/{number}/none/",
        allow(404, anonymous=302),
    ),
    "verify/": ("/en/verify/", PUBLIC),
    "verify/<str:number>/": ("/en/verify/{number}/", PUBLIC),
}

TABLE = MACHINES | API | HEADLESS | ACCOUNT | PAGES
