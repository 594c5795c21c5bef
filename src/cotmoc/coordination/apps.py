from django.apps import AppConfig


class Coordination(AppConfig):
    name = "cotmoc.coordination"
    label = "coordination"
