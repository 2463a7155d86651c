"""What this app reads from a course package."""

from cms.pages.packages.part import PagesPart
from cms.pages.packages.parts import register_part

register_part(PagesPart())
