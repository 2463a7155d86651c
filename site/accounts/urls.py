"""Pages of one's own account; allauth's stand beside them under the same prefix."""

from django.urls import path

app_name = "accounts"

urlpatterns: list = []
