from django.apps import AppConfig


class Briefings(AppConfig):
    name = "cotmoc.briefings"
    label = "briefings"
