"""The REST API and its documentation."""

import os

from config.settings.place import COURSE_ENGINE

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
        "config.authentication.AgreedSessionAuthentication",
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
