"""What goes out: mail and webhooks, with their log. Recipients are values; no person is known here."""
