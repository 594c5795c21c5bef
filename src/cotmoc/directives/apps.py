from django.apps import AppConfig


class Directives(AppConfig):
    name = "cotmoc.directives"
    label = "directives"

    def ready(self) -> None:
        """What comes back by a clause is the clause's; the room below does not know of clauses."""
        from cotmoc.directives.actions.recurring import follow
        from cotmoc.tasks.actions.occurring import OCCURRED

        OCCURRED.connect(follow, dispatch_uid="directives.follow")
