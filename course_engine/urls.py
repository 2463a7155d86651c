"""The learner's pages, under the language."""

from django.urls import path

from course_engine.views import assessments, attempts, certificates, learning, practice

app_name = "course_engine"

urlpatterns = [
    path("learning/", learning.learning, name="learning"),
    path("learning/courses/<uuid:course>/enrol/", learning.enrol, name="enrol"),
    path("learning/courses/<uuid:course>/resume/", learning.resume, name="resume"),
    path("learning/courses/<uuid:course>/activities/<uuid:activity>/done/", learning.done, name="done"),
    path("learning/enrolments/<uuid:enrolment>/leave/", learning.leave, name="leave"),
    path("learning/enrolments/<uuid:enrolment>/transcript/", learning.transcript, name="transcript"),
    path("learning/enrolments/<uuid:enrolment>/certificate/", certificates.claim, name="claim"),
    path("learning/practice/<uuid:assessment>/<str:item>/", practice.answer, name="practice"),
    path("learning/practice/<uuid:assessment>/<str:item>/retry/", practice.retry, name="practice_retry"),
    path("learning/assessments/<uuid:assessment>/start/", assessments.start, name="start"),
    path("learning/attempts/<uuid:attempt>/", attempts.attempt, name="attempt"),
    path("learning/attempts/<uuid:attempt>/review/", attempts.review, name="review"),
    path("learning/attempts/<uuid:attempt>/results/", attempts.results, name="results"),
    path("learning/certificates/<str:number>/", certificates.certificate, name="certificate"),
    path("learning/certificates/<str:number>/<slug:slug>/", certificates.document, name="document"),
    path("verify/", certificates.verify, name="verify"),
    path("verify/<str:number>/", certificates.verify_number, name="verify_number"),
]
