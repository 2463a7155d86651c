"""Course packages: a course as a folder or a zip, in and out. The format is described in docs/course-package.md."""
