"""How the demo keeps its passwords: quick to make, and worth nothing outside the demo.

Only the demo's settings know this hasher, so a demo database that is opened in production lets nobody in.
"""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class DemoHasher(PBKDF2PasswordHasher):
    """PBKDF2 with few rounds, under a name of its own."""

    algorithm = "demo"
    iterations = 1000
