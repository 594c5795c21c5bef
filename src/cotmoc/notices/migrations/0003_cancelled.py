from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0002_webhooks"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="message", name="message_state"),
        migrations.RemoveConstraint(model_name="message", name="message_failed_why"),
        migrations.AlterField(
            model_name="message",
            name="state",
            field=models.CharField(
                choices=[
                    ("queued", "Queued"),
                    ("sending", "Sending"),
                    ("sent", "Sent"),
                    ("failed", "Failed"),
                    ("cancelled", "Cancelled"),
                ],
                default="queued",
                max_length=9,
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(state__in=["queued", "sending", "sent", "failed", "cancelled"]),
                name="message_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=~models.Q(state__in=["failed", "cancelled"]) | ~models.Q(answer=""),
                name="message_failed_why",
            ),
        ),
    ]
