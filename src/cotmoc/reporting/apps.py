from django.apps import AppConfig


class Reporting(AppConfig):
    name = "cotmoc.reporting"
    label = "reporting"
