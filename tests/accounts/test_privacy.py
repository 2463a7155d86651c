"""Whoever holds data about a person exports and erases it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.conf import settings as project_settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.db.models import ForeignKey, OneToOneField

from accounts.privacy import account
from accounts.privacy.erasure import erase_person
from accounts.privacy.export import collect, to_csv
from accounts.privacy.registry import providers
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


class Notes:
    """A provider as a plugin would write it."""

    erased: list[str] = []

    def export(self, user):
        return {"notes": [{"text": f"about {user.email}"}]}

    def erase(self, user):
        self.erased.append(user.email)


class Clash:
    def export(self, user):
        return {"account": []}

    def erase(self, user):
        pass


class Failing(Notes):
    def erase(self, user):
        raise RuntimeError("not now")


def test_providers_may_be_modules_or_classes_and_the_account_comes_last(settings):
    settings.PRIVACY_PROVIDERS = ["accounts.privacy.account", f"{__name__}.Notes"]
    user = UserFactory()
    assert [type(provider).__name__ for provider in providers()] == ["Notes", "module"]
    assert collect(user)["notes"] == [{"text": f"about {user.email}"}]
    erase_person(user)
    assert Notes.erased == [user.email]
    assert not get_user_model().objects.exists()


def test_two_providers_do_not_hide_each_other(settings):
    settings.PRIVACY_PROVIDERS = ["accounts.privacy.account", f"{__name__}.Clash"]
    with pytest.raises(ValueError, match="table named account"):
        collect(UserFactory())


def test_a_provider_without_erasure_is_named(settings):
    settings.PRIVACY_PROVIDERS = ["accounts.privacy.consent"]
    with pytest.raises(
        ImproperlyConfigured, match=r"accounts\.privacy\.consent needs export\(user\) and erase\(user\)"
    ):
        providers()


def test_erasure_is_all_or_nothing(settings):
    settings.PRIVACY_PROVIDERS = ["accounts.privacy.account", f"{__name__}.Failing"]
    user = UserFactory()
    with pytest.raises(RuntimeError):
        erase_person(user)
    assert get_user_model().objects.filter(pk=user.pk).exists()


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1 868", "'+1 868"),
        ("-x", "'-x"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("Ana", "Ana"),
        (-3, "-3"),
        (None, '""'),
        (True, "true"),
    ],
)
def test_a_spreadsheet_runs_nothing(value, cell):
    assert to_csv([{"a": value}]) == f"\ufeffa\r\n{cell}\r\n"


def test_rows_of_different_shape_share_one_table():
    assert to_csv([{"a": 1}, {"b": "x,y"}]) == '\ufeffa,b\r\n1,\r\n,"x,y"\r\n'


# Every field that points at a person, and who answers for it. A new one fails here until someone does.
ANSWERED = {
    # deleted with the account
    "account.EmailAddress.user": "account",
    "mfa.Authenticator.user": "account",
    "wagtailusers.UserProfile.user": "account",
    "wagtailcore.PageSubscription.user": "account",
    "wagtailcore.APIToken.user": "account",
    "wagtailadmin.FormState.user": "account",
    "wagtailadmin.EditingSession.user": "account",
    "wagtailcore.Comment.user": "account",
    "wagtailcore.CommentReply.user": "account",
    "search_saved.SavedSearch.user": "search.saved.privacy",
    # loses the name and keeps the content
    "wagtailcore.Page.owner": "account",
    "wagtailcore.Page.locked_by": "account",
    "wagtailcore.Revision.user": "account",
    "wagtailcore.Comment.resolved_by": "account",
    "wagtailcore.WorkflowState.requested_by": "account",
    "wagtailcore.TaskState.finished_by": "account",
    "wagtailcore.ModelLogEntry.user": "account",
    "wagtailcore.PageLogEntry.user": "account",
    "wagtailcore.UploadedFile.uploaded_by_user": "account",
    "wagtail_localize.SegmentOverride.last_translated_by": "account",
    "wagtaildocs.Document.uploaded_by_user": "account",
    "wagtailimages.Image.uploaded_by_user": "account",
    "wagtailmedia.Media.uploaded_by_user": "account",
    "pages.CourseImage.uploaded_by_user": "account",
    "pages.CourseMedia.uploaded_by_user": "account",
    "publishing.Approval.user": "account",
    "search_curation.SynonymRule.locked_by": "account",
    "search_curation.BestBet.locked_by": "account",
    "wagtail_localize.StringTranslation.last_translated_by": "account",
}
ENGINE = "course_engine"


def pointing_at_people() -> set[str]:
    user = get_user_model()
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField)
        and field.related_model is user
        and field.model is model
        and not model._meta.auto_created
    }


def test_every_field_that_names_a_person_is_answered_for():
    found = {name for name in pointing_at_people() if not name.startswith(f"{ENGINE}.")}
    assert found == set(ANSWERED)
    if apps.is_installed(ENGINE):
        assert any(path.startswith(ENGINE) for path in project_settings.PRIVACY_PROVIDERS)


def test_the_account_exports_no_secret():
    exported = str({name: list(rows) for name, rows in account.export(UserFactory()).items()})
    assert "argon2" not in exported
