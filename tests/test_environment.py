"""What the program reads from its surroundings."""

import argparse
import os

import pytest

from herringbone import environment
from herringbone.commands import demo
from herringbone.environment import BadSetting, Mode


def test_production_is_the_mode_unless_another_is_named(monkeypatch):
    monkeypatch.delenv("HERRINGBONE_MODE")
    assert environment.mode() is Mode.PRODUCTION
    monkeypatch.setenv("HERRINGBONE_MODE", "staging")
    with pytest.raises(BadSetting, match="production, demo or test"):
        environment.mode()


def test_sqlite_takes_the_write_lock_at_once_and_lets_nothing_past_the_triggers():
    read = environment.database("sqlite:////data/agency.sqlite3")
    assert read["NAME"] == "/data/agency.sqlite3"
    assert read["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "recursive_triggers=ON" in read["OPTIONS"]["init_command"]


def test_a_postgresql_address_may_hold_odd_signs_and_a_socket():
    read = environment.database("postgresql://ada:p%40ss%2Fword@db.example:5433/agency?sslmode=require")
    assert (read["USER"], read["PASSWORD"], read["HOST"], read["PORT"]) == ("ada", "p@ss/word", "db.example", "5433")
    assert read["OPTIONS"]["sslmode"] == "require"
    assert read["OPTIONS"]["prepare_threshold"] == 3
    unprepared = environment.database("postgresql://ada@pooler/agency?prepare_threshold=none")
    assert unprepared["OPTIONS"]["prepare_threshold"] is None
    assert environment.database("postgresql://ada@/agency?host=/run/postgresql")["HOST"] == "/run/postgresql"


def test_another_kind_of_database_is_refused():
    with pytest.raises(BadSetting, match="DATABASE_URL"):
        environment.database("mysql://localhost/agency")


@pytest.mark.parametrize(
    ("url", "tls", "ssl", "port"),
    [
        ("smtp://mail.example", True, False, 587),
        ("smtp://mail.example:465", False, True, 465),
        ("smtp://localhost:25", False, False, 25),
        ("smtp://localhost:1025?tls=none", False, False, 1025),
        ("smtp://mail.example:2525?tls=ssl", False, True, 2525),
    ],
)
def test_mail_is_encrypted_unless_said_otherwise(url, tls, ssl, port):
    read = environment.mail(url)
    assert (read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"], read["EMAIL_PORT"]) == (tls, ssl, port)


def test_a_mail_servers_password_may_hold_odd_signs():
    read = environment.mail("smtp://ada%40agency.example:p%3Ass@mail.example")
    assert (read["EMAIL_HOST_USER"], read["EMAIL_HOST_PASSWORD"]) == ("ada@agency.example", "p:ss")


@pytest.mark.parametrize("url", ["mail.example", "http://mail.example", "smtp://mail.example?tls=maybe", "smtp://"])
def test_a_mail_address_that_cannot_be_read_is_refused(url):
    with pytest.raises(BadSetting, match="EMAIL_URL"):
        environment.mail(url)


def test_a_number_that_is_none_is_refused(monkeypatch):
    monkeypatch.setenv("HERRINGBONE_TRUSTED_PROXIES", "one")
    with pytest.raises(BadSetting, match="HERRINGBONE_TRUSTED_PROXIES"):
        environment.whole_number("HERRINGBONE_TRUSTED_PROXIES")


def test_the_demo_is_entered_by_its_own_door_whatever_account_the_agency_asks_for(monkeypatch):
    told = {f"HERRINGBONE_OIDC_{name}": "x" for name in environment.OIDC}
    told |= {"HERRINGBONE_OIDC_ISSUER": "https://id.example", "HERRINGBONE_OIDC_ONLY": "1"}
    monkeypatch.setattr(os, "environ", {**os.environ, **told})
    assert environment.provider().only
    monkeypatch.setattr(demo, "refuse_taken", lambda *_: None)
    demo.prepare(argparse.Namespace(port=8000, scale=1, now=None, fresh=True))
    assert environment.provider() is None
