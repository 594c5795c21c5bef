"""The WSGI door that granian serves."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

# Python walks every living object now and then: over the program itself that took 65 ms in the middle of
# somebody's request, more on a busy machine. What is loaded here stays, so it need not be looked at again.
import_module("config.urls")
gc.collect()
gc.freeze()
