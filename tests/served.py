"""The test's settings for processes that run beside it: their mail becomes files that the test counts."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}  # the tests' own runs none
EMAIL_BACKEND = "herringbone.core.eml.EmailBackend"
EMAIL_FILE_PATH = os.environ["HERRINGBONE_TEST_MAIL"]
INSTANCE_FILE = Path(EMAIL_FILE_PATH) / "none"  # as in the test's database: no copy, so it sends
