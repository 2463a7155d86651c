"""Every route of the API, as the schema describes it, against whoever may ask: no failure, nothing undescribed."""

from __future__ import annotations

import json
import urllib.request

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

EXAMPLES = 6
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PEOPLE = ["", "learner", "estudiante", "editor", "translator", "admin"]


@pytest.fixture(scope="session")
def tokens(demo):
    """A session token of every person; nobody for the anonymous one."""
    return {person: sign_in(demo, person) if person else "" for person in PEOPLE}


def sign_in(demo, person):
    body = json.dumps({"email": f"{person}@example.org", "password": f"demo-{person}-2026"}).encode()
    request = urllib.request.Request(
        f"{demo}/_allauth/app/v1/auth/login", data=body, headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)["meta"]["session_token"]


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person or "anonymous")
def test_the_api_keeps_its_word(demo, tokens, person):
    schema = schemathesis.openapi.from_url(f"{demo}/api/schema/?format=json")
    headers = {"X-Session-Token": tokens[person]} if person else {}
    failures = []
    operations = 0
    for found in schema.get_all_operations():
        operation = found.ok()
        operations += 1

        @given(case=operation.as_strategy())
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def check(case):
            response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)

        try:
            check()
        except BaseException as error:
            failures.append(f"{operation.label}: {error}")
    assert operations > 20
    assert failures == [], "\n\n".join(failures)
