"""Groups, rights and the review workflow of those who make the content; run again, it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms.pages.models import HomePage, ReviewTask
from cms.publishing.locales import source_locale
from search.curation.models import CURATED

EDITORS = "Editors"
REVIEWERS = "Reviewers"
MANAGERS = "Course managers"
ADMIN_ACCESS = "wagtailadmin.access_admin"
CHOOSE_FILES = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
MAKE_FILES = (
    *CHOOSE_FILES,
    *("wagtailimages.add_image", "wagtailimages.change_image"),
    *("wagtaildocs.add_document", "wagtaildocs.change_document"),
    *("wagtailmedia.add_media", "wagtailmedia.change_media"),
)
RECORDS = ("convention.{}_provision", "convention.{}_chemical", "convention.{}_topic", "terminology.{}_term")
# What readers look for and what is done about it: editors propose, reviewers approve, managers publish.
SEARCH_RULES = ("search_curation.{}_synonymrule", "search_curation.{}_bestbet")
SEARCH_REPORTS = "search_curation.view_searchevent"
WORKFLOW = "Review by someone else"
# What Wagtail's own migrations leave, which would let an editor approve.
WAGTAILS_GROUP = "Moderators"
WAGTAILS_WORKFLOW = "Moderators approval"


_granted: dict[str, list[str]] = {}


def grant(group: str, *permissions: str) -> None:
    """Let an app above give a group rights of its own, by name (`app.codename`); called in its `ready()`."""
    _granted.setdefault(group, []).extend(name for name in permissions if name not in _granted.get(group, []))


class NoHomePageError(LookupError):
    """Rights are given on the home pages, so these come first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A group: what it may do with pages in the source language and in others, with files and with records."""

    name: str
    source: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    languages: tuple[str, ...] | None = None  # of the translations; None: all
    files: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()


def translators(locale: Locale) -> str:
    """The name of the group that translates into a language."""
    return f"Translators ({locale.get_display_name()})"


def roles(targets: Iterable[Locale]) -> list[Role]:
    """Every role, one of translators for each language."""
    records = tuple(name.format(verb) for name in RECORDS for verb in ("view", "change", "publish"))
    review = ("change", "lock", "unlock")
    manage = ("add", "change", "publish", "lock", "unlock")
    return [
        Role(
            name=EDITORS,
            source=("add", "change"),
            files=MAKE_FILES,
            permissions=(SEARCH_REPORTS, *_search_rules("view", "add", "change")),
        ),
        Role(
            name=REVIEWERS,
            source=review,
            translations=review,
            files=CHOOSE_FILES,
            permissions=(SEARCH_REPORTS, *_search_rules("view")),
        ),
        Role(
            name=MANAGERS,
            source=manage,
            translations=manage,
            files=MAKE_FILES,
            permissions=(
                "wagtail_localize.submit_translation",
                *records,
                SEARCH_REPORTS,
                *_search_rules("view", "add", "change", "delete", "publish"),
            ),
        ),
        *(_translator(locale) for locale in targets),
    ]


def _translator(locale: Locale) -> Role:
    return Role(
        name=translators(locale),
        translations=("change",),
        languages=(locale.language_code,),
        files=CHOOSE_FILES,
        permissions=("wagtail_localize.submit_translation",),
    )


def _search_rules(*verbs: str) -> tuple[str, ...]:
    return tuple(name.format(verb) for name in SEARCH_RULES for verb in verbs)


@transaction.atomic
def set_up() -> list[str]:
    """Bring groups, rights and workflow to what stands above; returns the names of the groups."""
    source = source_locale()
    homes = {home.locale_id: home for home in HomePage.objects.select_related("locale")}
    if source.pk not in homes:
        raise NoHomePageError("There is no home page yet: run load_site_pages first.")
    targets = [home.locale for home in homes.values() if home.locale_id != source.pk]
    wanted = roles(targets)
    for role in wanted:
        _set_up_role(role, homes[source.pk], [homes[locale.pk] for locale in targets])
    _set_up_workflow([home.page_ptr for home in homes.values()])
    _retire_wagtails_own()
    return [role.name for role in wanted]


def _set_up_role(role: Role, source: HomePage, translations: list[HomePage]) -> None:
    group, _created = Group.objects.get_or_create(name=role.name)
    group.permissions.set(_permissions((ADMIN_ACCESS, *role.permissions, *_granted.get(role.name, ()))))
    pages: set[tuple[int, str]] = {(source.pk, verb) for verb in role.source}
    for home in translations:
        if role.languages is None or home.locale.language_code in role.languages:
            pages |= {(home.pk, verb) for verb in role.translations}
    _set_page_rights(group, pages)
    _set_file_rights(group, role.files)


def _set_page_rights(group: Group, wanted: set[tuple[int, str]]) -> None:
    stored = {(right.page_id, right.permission.codename.removesuffix("_page")): right for right in _rights(group)}
    for key, right in stored.items():
        if key not in wanted:
            right.delete()
    for page_id, verb in wanted - stored.keys():
        GroupPagePermission.objects.create(group=group, page_id=page_id, permission_type=verb)


def _rights(group: Group) -> Iterable[GroupPagePermission]:
    return GroupPagePermission.objects.filter(group=group).select_related("permission")


def _set_file_rights(group: Group, names: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    wanted = _permissions(names)
    rights = GroupCollectionPermission.objects.filter(group=group)
    rights.exclude(collection=root, permission__in=wanted).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions of these names. Raises LookupError for one that the installation does not have."""
    found = []
    for name in names:
        app, codename = name.split(".")
        permission = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
        if permission is None:
            raise LookupError(f"There is no permission {name}.")
        found.append(permission)
    return found


def _set_up_workflow(homes: list[Page]) -> None:
    task, _created = ReviewTask.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    task.groups.set(Group.objects.filter(name__in=[REVIEWERS, MANAGERS]))
    workflow, _created = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for home in homes:
        WorkflowPage.objects.update_or_create(page=home, defaults={"workflow": workflow})
    for model in CURATED:
        kind = ContentType.objects.get_for_model(model)
        WorkflowContentType.objects.update_or_create(content_type=kind, defaults={"workflow": workflow})


def _retire_wagtails_own() -> None:
    """Take away the group and workflow that Wagtail installs, unless people use them."""
    WorkflowPage.objects.filter(workflow__name=WAGTAILS_WORKFLOW).delete()
    for workflow in Workflow.objects.filter(name=WAGTAILS_WORKFLOW, active=True):
        workflow.deactivate()
    Group.objects.filter(name=WAGTAILS_GROUP, user=None).delete()
