from django.apps import AppConfig


class Reporting(AppConfig):
    name = "cotmoc.reporting"
    label = "reporting"

    def ready(self) -> None:
        """A body that is added owes what the regimes ask of its kind; the room below does not know them."""
        from cotmoc.organisations.actions.bodies import AGENCY_KEPT
        from cotmoc.reporting.actions.reporters import follow

        AGENCY_KEPT.connect(follow, dispatch_uid="reporting.follow")
