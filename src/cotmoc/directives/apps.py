from django.apps import AppConfig


class Directives(AppConfig):
    name = "cotmoc.directives"
    label = "directives"
