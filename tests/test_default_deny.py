"""Default deny, by structure: what declares nothing opens nothing."""

import os
import subprocess
import sys
import types

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse
from django.urls import path

from herringbone.core.models import Agency
from herringbone.people.models import Viewing, Wall
from herringbone.people.pages import SIGNED_IN, page
from herringbone.people.rules import visible_to
from herringbone.record.action import Done, action
from herringbone.record.models import Denial
from herringbone.web.checks import every_address_has_a_rule, refuse_undeclared
from tests.addresses import site


def show(request):
    return HttpResponse("here")


@pytest.fixture
def open_address(monkeypatch, settings):
    """A site with one address that somebody forgot to close."""
    module = types.ModuleType("open_site")
    module.urlpatterns = [path("closed/", page(SIGNED_IN)(show)), path("left-open/", show)]
    monkeypatch.setitem(sys.modules, "open_site", module)
    settings.ROOT_URLCONF = "open_site"


def test_an_address_without_a_rule_is_named_and_the_site_does_not_start(open_address):
    assert [error.msg for error in every_address_has_a_rule(None)] == ["/left-open/ declares no rule: who may open it?"]
    with pytest.raises(ImproperlyConfigured, match="left-open"):
        refuse_undeclared()


@pytest.mark.thorough
def test_the_web_server_itself_refuses_to_start(tmp_path):
    (tmp_path / "open_site.py").write_text(
        "from django.http import HttpResponse\nfrom django.urls import path\n"
        "urlpatterns = [path('left-open/', lambda request: HttpResponse('here'))]\n"
    )
    (tmp_path / "open_settings.py").write_text("from tests.settings import *\nROOT_URLCONF = 'open_site'\n")
    done = subprocess.run(
        [sys.executable, "-c", "import herringbone.wsgi"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "open_settings", "PYTHONPATH": f"{tmp_path}:."},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert "/left-open/ declares no rule" in done.stderr


def test_every_address_of_the_site_declares_its_rule():
    assert len(list(site())) > 100
    assert every_address_has_a_rule(None) == []


@pytest.mark.parametrize("model", [Agency, Viewing, Wall])
def test_a_model_that_does_not_say_where_its_client_stands_cannot_be_loaded(world, model):
    with pytest.raises(AttributeError, match="client_path"):
        visible_to(world.head, model)


def test_a_row_of_no_client_is_let_through_to_nobody(world):
    from herringbone.people.models import Role

    agency_wide = Role.objects.filter(client=None)
    assert agency_wide.exists()
    assert not visible_to(world.head, Role).filter(pk__in=agency_wide).exists()


def test_an_action_without_a_permission_cannot_be_written():
    with pytest.raises(TypeError, match="may"):
        action("thing done")


def test_an_action_asks_before_it_begins(world):
    begun = []

    @action("thing done", may=lambda **_: False)
    def do(*, by, client):
        begun.append(client)
        return Done(client)

    with pytest.raises(Exception, match="thing done"):
        do(by=world.ae_alder, client=world.alder)
    assert begun == []
    assert Denial.objects.get().verb == "thing done"
