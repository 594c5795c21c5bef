"""allauth's pages for signing in and second factors, and the page behind a one-time link."""

from django.urls import include, path

from cotmoc.web import invitation

urlpatterns = [*invitation.urlpatterns, path("", include("allauth.urls"))]
