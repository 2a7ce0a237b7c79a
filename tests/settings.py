"""The settings under test: a data folder of their own that goes away, and a quick password hash."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

if "HERRINGBONE_TEST_DATA" not in os.environ:
    os.environ["HERRINGBONE_TEST_DATA"] = tempfile.mkdtemp(prefix="herringbone-test-")
    atexit.register(shutil.rmtree, os.environ["HERRINGBONE_TEST_DATA"], ignore_errors=True)
# Tests that run side by side share nothing.
_folder = Path(os.environ["HERRINGBONE_TEST_DATA"]) / os.environ.get("PYTEST_XDIST_WORKER", "alone")
_folder.mkdir(parents=True, exist_ok=True)
os.environ["HERRINGBONE_DATA"] = str(_folder)
os.environ["HERRINGBONE_MODE"] = "test"
for _name in ("FILES_URL", *(name for name in os.environ if name.startswith("HERRINGBONE_OIDC_"))):
    os.environ[_name] = ""
os.environ["HERRINGBONE_SECRET_KEY"] = "for tests alone, which keep nothing that is secret"
os.environ["HERRINGBONE_ENCRYPTION_KEY"] = "Zm9yIHRlc3RzIGFsb25lLCB0aGV5IGtlZXAgbm9uZSE="

from herringbone.settings import *  # noqa: E402, F403  # reads the environment that is set above

# The fonts take half a minute to make: they are kept from run to run.
STATIC_BUILT = Path(__file__).parent.parent / "var" / "built"
STATICFILES_DIRS = [STATIC_BUILT]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

COMPILED_ONCE_CHECKED = True

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["OPTIONS"]["cached_statements"] = 500  # noqa: F405  # memory is not short here
