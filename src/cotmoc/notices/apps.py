from django.apps import AppConfig


class Notices(AppConfig):
    name = "cotmoc.notices"
    label = "notices"
