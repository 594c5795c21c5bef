from django.apps import AppConfig


class Audit(AppConfig):
    name = "cotmoc.audit"
    label = "audit"
