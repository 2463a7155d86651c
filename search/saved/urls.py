from django.urls import path

from search.saved import views

app_name = "saved"
urlpatterns = [
    path("", views.listing, name="list"),
    path("save/", views.save, name="save"),
    path("<int:pk>/", views.change, name="change"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
