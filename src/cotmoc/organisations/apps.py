from django.apps import AppConfig


class Organisations(AppConfig):
    name = "cotmoc.organisations"
    label = "organisations"
