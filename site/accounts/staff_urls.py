"""Stands before Wagtail's admin URLs, so that its own sign-in, sign-out and reset are never reached."""

from django.urls import path

from accounts.views import staff

urlpatterns = [
    path("login/", staff.sign_in, name="staff_sign_in"),
    path("logout/", staff.sign_out, name="staff_sign_out"),
    path("password_reset/", staff.reset_password, name="staff_reset_password"),
    path("password_reset/<path:rest>", staff.reset_password, name="staff_reset_password_step"),
]
