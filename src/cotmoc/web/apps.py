from django.apps import AppConfig


class Web(AppConfig):
    name = "cotmoc.web"
    label = "web"
