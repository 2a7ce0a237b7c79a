"""S44: production refuses to start unsafe, and says what to do."""

import os
import subprocess
import sys

import pytest

from herringbone import data_folder, safety
from herringbone.core import instance
from herringbone.core.models import Agency
from herringbone.environment import Mode

pytestmark = pytest.mark.django_db


@pytest.fixture
def production(settings, tmp_path):
    """A production that may start."""
    data_folder.prepare(tmp_path / "agency")
    settings.DATA = tmp_path / "agency"
    settings.MODE, settings.DEBUG = Mode.PRODUCTION, False
    settings.SECRET_KEY = (settings.DATA / "secret.key").read_text().strip()
    settings.ENCRYPTION_KEY = (settings.DATA / "encryption.key").read_text().strip()
    settings.BASE_URL = settings.BASE_URL_TOLD = "https://herringbone.example.com"
    settings.HTTPS = True
    settings.ALLOWED_HOSTS = ["herringbone.example.com"]
    settings.TRUSTED_PROXIES_TOLD = 1
    return settings


def reasons(production):
    with pytest.raises(safety.Unsafe) as refused:
        safety.refuse_unsafe()
    return refused.value.reasons


def test_s44_a_safe_production_starts(production):
    assert list(safety.reasons_against()) == []
    safety.refuse_unsafe()


@pytest.mark.parametrize(
    ("setting", "value", "word"),
    [
        ("DEBUG", True, "HERRINGBONE_DEBUG"),
        ("SECRET_KEY", "", "secret key"),
        ("SECRET_KEY", "short", "secret key"),
        ("SECRET_KEY", "django-insecure-0123456789abcdefghijklmnopqrstuvwxyz", "secret key"),
        ("SECRET_KEY", "a" * 60, "secret key"),
        ("ENCRYPTION_KEY", "", "encryption key"),
        ("ALLOWED_HOSTS", ["*"], "HERRINGBONE_HOSTS"),
        ("BASE_URL_TOLD", "", "HERRINGBONE_BASE_URL"),
        ("TRUSTED_PROXIES_TOLD", None, "HERRINGBONE_TRUSTED_PROXIES"),
        ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}, "cache"),
        ("CACHES", {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}, "cache"),
    ],
)
def test_s44_each_danger_alone_refuses_with_one_sentence(production, setting, value, word):
    setattr(production, setting, value)
    (reason,) = reasons(production)
    assert word in reason


def test_s44_plain_http_is_for_this_machine_alone(production):
    production.HTTPS, production.BASE_URL = False, "http://herringbone.example.com"
    (reason,) = reasons(production)
    assert "https://" in reason
    production.BASE_URL = "http://localhost:8000"
    safety.refuse_unsafe()


@pytest.mark.parametrize("name", ["", "secret.key", "encryption.key"])
def test_s44_what_others_may_read_refuses_and_names_the_command(production, name):
    path = production.DATA / name
    path.chmod(0o755 if path.is_dir() else 0o644)
    (reason,) = reasons(production)
    assert f"chmod {'700' if path.is_dir() else '600'} {path}" in reason


def test_s44_the_clock_is_the_demos_alone(production, monkeypatch):
    monkeypatch.setenv("HERRINGBONE_NOW", "2026-11-24T09:10-05:00")
    (reason,) = reasons(production)
    assert "HERRINGBONE_NOW" in reason


def test_s44_a_demo_database_does_not_start_in_production(production):
    Agency.objects.create(name="Halden & Rossi", legal_name="Halden & Rossi", instance=f"{instance.DEMO}0123")
    (reason,) = reasons(production)
    assert "demo" in reason


def test_s44_a_demo_password_is_worth_nothing_outside_the_demo():
    from django.contrib.auth.hashers import check_password, make_password

    from herringbone.demo.passwords import DemoHasher

    kept = DemoHasher().encode("herringbone", "salt" * 6)
    assert DemoHasher().verify("herringbone", kept)
    assert not check_password("herringbone", kept)
    assert check_password("herringbone", make_password("herringbone"))


def test_s44_all_dangers_are_named_at_once(production):
    production.DEBUG, production.ALLOWED_HOSTS, production.SECRET_KEY = True, ["*"], ""
    assert len(reasons(production)) == 3


@pytest.mark.processes
def test_s44_the_wsgi_application_refuses_too(tmp_path):
    started = subprocess.run(
        [sys.executable, "-c", "import herringbone.wsgi"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join(sys.path),
            "HERRINGBONE_DATA": str(tmp_path / "empty"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.returncode != 0
    assert "Unsafe: Production does not start like this" in started.stderr
