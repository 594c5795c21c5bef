"""What a text does to the documents it cites, and what became of the tasks of those it replaces."""

from django.db import migrations, models
from django.db.models import deletion


class Migration(migrations.Migration):
    dependencies = [("directives", "0003_recognised_pages"), ("tasks", "0002_parties")]

    operations = [
        migrations.AddField(
            "citation",
            "relation",
            models.CharField(
                choices=[
                    ("cites", "Cites"),
                    ("amends", "Amends"),
                    ("repeals", "Repeals"),
                    ("replaces", "Replaces"),
                ],
                default="cites",
                max_length=10,
            ),
        ),
        migrations.AddField(
            "citation", "linked_by", models.CharField(blank=True, default="", max_length=200)
        ),
        migrations.AddField(
            "citation", "refused", models.ManyToManyField(related_name="+", to="directives.document")
        ),
        migrations.CreateModel(
            "SupersededTask",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "decision",
                    models.CharField(
                        choices=[("keep", "Keep"), ("withdraw", "Withdraw"), ("hand_over", "Hand Over")],
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.CharField(max_length=200)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=deletion.PROTECT,
                        related_name="superseded_tasks",
                        to="directives.document",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        on_delete=deletion.PROTECT, related_name="superseded_by", to="tasks.task"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "task"), name="superseded_task_once")
                ]
            },
        ),
    ]
