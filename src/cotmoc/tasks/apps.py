from django.apps import AppConfig


class Tasks(AppConfig):
    name = "cotmoc.tasks"
    label = "tasks"
