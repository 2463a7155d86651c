"""Routes under /api/."""

from django.urls import path

from course_engine.api import assessments, attempts, certificates, courses, enrolments

urlpatterns = [
    path("courses/", courses.CourseList.as_view(), name="api-courses"),
    path("courses/<uuid:key>/", courses.CourseDetail.as_view(), name="api-course"),
    path("enrolments/", enrolments.EnrolmentList.as_view(), name="api-enrolments"),
    path("enrolments/<uuid:pk>/", enrolments.EnrolmentDetail.as_view(), name="api-enrolment"),
    path("enrolments/<uuid:pk>/progress/", enrolments.ProgressDetail.as_view(), name="api-progress"),
    path("enrolments/<uuid:pk>/certificate/", enrolments.CertificateClaim.as_view(), name="api-certificate-claim"),
    path("assessments/<uuid:key>/", assessments.AssessmentDetail.as_view(), name="api-assessment"),
    path("assessments/<uuid:key>/attempts/", assessments.AttemptList.as_view(), name="api-assessment-attempts"),
    path("attempts/<uuid:pk>/", attempts.AttemptDetail.as_view(), name="api-attempt"),
    path("attempts/<uuid:pk>/responses/<str:item>/", attempts.ResponseDetail.as_view(), name="api-response"),
    path("attempts/<uuid:pk>/submit/", attempts.Submit.as_view(), name="api-submit"),
    path("certificates/<str:number>/", certificates.CertificateDetail.as_view(), name="api-certificate"),
]
