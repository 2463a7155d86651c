"""Pages, images and media."""

from cms.pages.models.courses import CourseIndexPage, CoursePage, LessonPage, ModulePage
from cms.pages.models.files import CourseImage, CourseMedia, CourseRendition
from cms.pages.models.general import HomePage, StandardPage
from cms.pages.models.review import ReviewTask

__all__ = [
    "CourseImage",
    "CourseIndexPage",
    "CourseMedia",
    "CoursePage",
    "CourseRendition",
    "HomePage",
    "LessonPage",
    "ModulePage",
    "ReviewTask",
    "StandardPage",
]
