from django.apps import AppConfig


class Analytics(AppConfig):
    name = "cotmoc.analytics"
    label = "analytics"
