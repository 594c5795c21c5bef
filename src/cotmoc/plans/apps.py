from django.apps import AppConfig


class Plans(AppConfig):
    name = "cotmoc.plans"
    label = "plans"
