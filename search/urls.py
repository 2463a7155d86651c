from django.urls import path

from search.views import debug, index

app_name = "search"
urlpatterns = [
    path("", index, name="index"),
    path("debug/", debug, name="debug"),
]
