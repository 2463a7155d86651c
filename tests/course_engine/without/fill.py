"""Run with the engine on: a site with practice, a test, a learner and an attempt; prints what others need."""

from __future__ import annotations

import json

import django

django.setup()

from accounts.models import User  # noqa: E402
from tests.factories import engine as make  # noqa: E402

site = make.site()
user = make.enrolled(site)
make.passed(user, site.test)
make.start(user, site.test)
User.objects.create_superuser("root@example.org", "paper-boats-drift-slowly").verify_email()
print(  # noqa: T201
    json.dumps(
        {
            "lesson": site.lessons[0].pk,
            "module": site.module.pk,
            "course": site.course.pk,
            "test": site.test.pk,
            "body": json.loads(json.dumps(list(site.lessons[0].body.raw_data))),
        }
    )
)
