"""What the engine adds to course packages, while it is in use."""

from django.conf import settings

from cms.pages.packages.parts import register_part
from course_engine.packages.part import ItemsPart

if settings.COURSE_ENGINE == "on":
    register_part(ItemsPart())
