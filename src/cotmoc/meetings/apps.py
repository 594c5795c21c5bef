from django.apps import AppConfig


class Meetings(AppConfig):
    name = "cotmoc.meetings"
    label = "meetings"
