from django.urls import include, path

from search.views import debug, index, show_help

app_name = "search"
urlpatterns = [
    path("", index, name="index"),
    path("help/", show_help, name="help"),
    path("saved/", include("search.saved.urls")),
    path("debug/", debug, name="debug"),
]
