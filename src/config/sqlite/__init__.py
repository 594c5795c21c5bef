"""The engine behind ``config.settings.DATABASES`` where no PostgreSQL is named."""
