from django.urls import path

from search.views import debug, index, show_help

app_name = "search"
urlpatterns = [
    path("", index, name="index"),
    path("help/", show_help, name="help"),
    path("debug/", debug, name="debug"),
]
