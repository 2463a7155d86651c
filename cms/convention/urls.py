"""Pages of the readable Convention, the chemicals and the glossary."""

from django.urls import path

from cms.convention import views

app_name = "convention"
urlpatterns = [
    path("convention/", views.IndexView.as_view(), name="index"),
    path("convention/<slug:slug>/", views.UnitView.as_view(), name="unit"),
    path("chemicals/", views.ChemicalListView.as_view(), name="chemicals"),
    path("chemicals/<slug:slug>/", views.ChemicalView.as_view(), name="chemical"),
    path("glossary/", views.LearntGlossaryView.as_view(), name="glossary"),
]
