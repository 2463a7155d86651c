"""Pages that only the demo has."""

from django.urls import path

from accounts.views import demo

app_name = "demo"

urlpatterns = [
    path("mail/", demo.mails, name="mail"),
    path("mail/<slug:name>/", demo.mail, name="mail-message"),
]
