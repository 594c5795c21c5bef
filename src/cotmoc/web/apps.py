from django.apps import AppConfig


class Web(AppConfig):
    name = "cotmoc.web"
    label = "web"

    def ready(self) -> None:
        from cotmoc.web import sign_in_log

        sign_in_log.connect()
