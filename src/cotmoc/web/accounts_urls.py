"""allauth's pages for signing in and second factors."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
