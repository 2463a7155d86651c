"""How the Convention's records are laid out for editors."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

TOPIC = [FieldPanel("slug"), FieldPanel("label")]

PROVISION = [
    MultiFieldPanel(
        [FieldPanel("citation"), FieldPanel("heading"), FieldPanel("heading_verified"), FieldPanel("summary")],
        heading=_("Text"),
    ),
    MultiFieldPanel([FieldPanel("topics"), FieldPanel("chemicals")], heading=_("Links")),
    MultiFieldPanel(
        [
            FieldPanel("eid"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("parent_eid")]),
            FieldRowPanel([FieldPanel("depth"), FieldPanel("order")]),
            FieldPanel("aliases"),
        ],
        heading=_("Place in the Convention"),
    ),
    MultiFieldPanel(
        [FieldRowPanel([FieldPanel("in_force_since"), FieldPanel("verification")]), FieldPanel("note")],
        heading=_("Provenance"),
    ),
]

CHEMICAL = [
    MultiFieldPanel([FieldPanel("name"), FieldPanel("acronyms"), FieldPanel("synonyms")], heading=_("Names")),
    MultiFieldPanel([FieldPanel("uses"), FieldPanel("exemptions")], heading=_("Text")),
    MultiFieldPanel(
        [
            FieldPanel("slug"),
            FieldPanel("cas"),
            FieldRowPanel([FieldPanel("cas_scope"), FieldPanel("order")]),
            FieldPanel("annexes"),
            FieldPanel("groups"),
        ],
        heading=_("Identity"),
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("year_listed"), FieldPanel("conference"), FieldPanel("decision")]),
            FieldRowPanel([FieldPanel("amendment_in_force"), FieldPanel("verified")]),
            FieldPanel("later_listings"),
            FieldPanel("note"),
        ],
        heading=_("Listing"),
    ),
]
