from django.apps import AppConfig


class Programmes(AppConfig):
    name = "cotmoc.programmes"
    label = "programmes"
