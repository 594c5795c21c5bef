"""Django's settings for the tests: the same as everywhere, over a home and a database of their own."""

from tests import surroundings

surroundings.prepare()

from config.settings import *  # noqa: E402, F403
from config.settings import COTMOC_HOME, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "sqlite" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(COTMOC_HOME / "tests.sqlite3")}
