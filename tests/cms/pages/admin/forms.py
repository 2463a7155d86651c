"""What the admin's edit form posts."""

from wagtail.test.utils.form_data import nested_form_data, streamfield


def lesson_form(lesson, body, action, **fields):
    return nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "minutes": "5",
            "objectives": streamfield([]),
            "body": streamfield(body),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            **({action: "1"} if action else {}),
            **fields,
        }
    )
