from django.apps import AppConfig


class Files(AppConfig):
    name = "cotmoc.files"
    label = "files"
