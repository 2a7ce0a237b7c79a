"""K3, S47: at a shell, too, two people take everything out or make a copy the original; else the reason is kept."""

from datetime import timedelta

import pytest

from herringbone import cli
from herringbone.core import clock, instance
from herringbone.core.models import Agency
from herringbone.people.actions import (
    agree,
    ask_second_look,
    note_export,
)
from herringbone.people.actions.promotion import promote_copy
from herringbone.people.deeds import looks_otherwise_told
from herringbone.people.models import Role, SecondLook
from herringbone.people.queries.security import security_log
from herringbone.people.tests.builders import another, last, signed_in
from herringbone.record.action import Refused

Kind, What = Role.Kind, SecondLook.What


def export(world, target, why="for the archive", by=None):
    return cli.main(["export", "--all", str(target), "--as", (by or world.admin).email, "--why", why])


def test_k3_everything_leaves_only_once_another_has_agreed(world, tmp_path, capsys, settings):
    target = tmp_path / "all.zip"
    assert export(world, target) == 1
    said = capsys.readouterr().err
    assert "Hedda Head" in said and f"{settings.BASE_URL}/four-eyes/" in said and "24 hours" in said
    assert export(world, target) == 1 and "was asked before" in capsys.readouterr().err
    look = SecondLook.objects.get()
    assert (look.asked_by, look.why) == (world.admin, "for the archive")
    assert export(world, target, by=world.head) == 1, "another's request does not count for the head"
    capsys.readouterr()
    agree(by=world.head, look=look)
    assert export(world, target) == 0
    assert "Hedda Head agreed, for this reason: for the archive" in capsys.readouterr().out
    assert target.exists()
    event = last("everything exported")
    assert (event.by, event.particulars) == (world.admin, {"look": look.pk, "agreed_by": world.head.pk})
    assert export(world, tmp_path / "again.zip") == 1, "it counted once"
    assert not (tmp_path / "again.zip").exists()


def test_k3_an_agreement_to_the_export_lapses_after_a_day(world, tmp_path, capsys):
    export(world, tmp_path / "all.zip")
    agree(by=world.head, look=SecondLook.objects.get())
    with clock.clock_at(clock.now() + timedelta(hours=25)):
        with pytest.raises(Refused, match="more than a day ago"):
            note_export(by=world.admin, look=SecondLook.objects.get())
        assert export(world, tmp_path / "all.zip") == 1
    assert not (tmp_path / "all.zip").exists()


def test_k3_the_only_one_entitled_exports_at_once_and_the_reason_is_kept(world, tmp_path, capsys):
    Role.objects.filter(kind=Kind.HEAD).delete()
    assert export(world, tmp_path / "all.zip", why="we move on") == 0
    look = SecondLook.objects.get()
    assert (look.why, look.used_at) == ("we move on", clock.now())
    assert any("we move on" in line.detail for line in security_log(None) if line.what == "Exported everything")
    assert list(looks_otherwise_told()) == []


def test_k3_who_is_not_entitled_exports_nothing(world, tmp_path, capsys):
    for name, person in world.everyone.items():
        if name not in ("head", "admin"):
            assert export(world, tmp_path / "all.zip", by=person) == 1
            assert "may not" in capsys.readouterr().err
    assert not (tmp_path / "all.zip").exists()


def test_k3_where_two_are_entitled_who_and_why_must_be_said(world, tmp_path, capsys):
    words = ["export", "--all", str(tmp_path / "all.zip")]
    assert cli.main(words) == 2
    assert "Say --as EMAIL" in capsys.readouterr().err
    assert cli.main([*words, "--as", world.admin.email]) == 2
    assert "Say --why TEXT" in capsys.readouterr().err
    assert not SecondLook.objects.exists()


def test_k3_the_only_one_entitled_needs_to_say_neither(world, tmp_path, capsys):
    Role.objects.filter(kind=Kind.HEAD).delete()
    assert cli.main(["export", "--all", str(tmp_path / "all.zip")]) == 0
    look = SecondLook.objects.get()
    assert (look.asked_by, look.why) == (world.admin, "no reason was said")


def test_k3_where_nobody_is_entitled_nothing_leaves(world, tmp_path, capsys):
    Role.objects.filter(kind__in=[Kind.HEAD, Kind.ADMINISTRATOR]).delete()
    assert cli.main(["export", "--all", str(tmp_path / "all.zip")]) == 1
    assert "Nobody who works here is entitled" in capsys.readouterr().err


def test_k3_in_the_demo_the_other_agrees_at_once(world, tmp_path, settings, capsys):
    settings.DEMO = True
    assert cli.main(["export", "--all", str(tmp_path / "all.zip")]) == 0
    look = SecondLook.objects.get()
    assert {look.asked_by, look.agreed_by} == {world.head, world.admin}
    assert f"{look.agreed_by} agreed" in capsys.readouterr().out


def test_k3_what_cannot_be_written_asks_nobody(world, tmp_path, capsys):
    assert export(world, tmp_path / "nowhere" / "all.zip") == 1
    assert "no folder" in capsys.readouterr().err
    assert not SecondLook.objects.exists()


@pytest.fixture
def copy(world, settings, tmp_path):
    """This database is a restored copy."""
    settings.INSTANCE_FILE = tmp_path / "instance.id"
    settings.INSTANCE_FILE.write_text("another")
    Agency.objects.update(instance="a copy")
    return world


def promote(world, *more, by=None):
    return cli.main(["promote", "--as", (by or world.admin).email, "--why", "the machine burnt", *more])


def test_s47_a_copy_is_promoted_only_once_another_administrator_has_agreed(copy, capsys, monkeypatch):
    monkeypatch.setattr(instance, "become_the_original", lambda: None)
    other = another(copy, "Olga Other", Kind.ADMINISTRATOR)
    assert promote(copy, "--waiting", "drop") == 1
    assert "Olga Other" in capsys.readouterr().err
    agree(by=other, look=SecondLook.objects.get())
    assert promote(copy, "--waiting", "send") == 1, "she agreed to drop the mail, not to send it"
    assert promote(copy, "--waiting", "drop") == 0
    event = last("copy promoted")
    look = SecondLook.objects.get(pk=event.particulars["look"])
    assert (look.why, event.particulars["agreed_by"]) == ("the machine burnt", other.pk)
    assert any("the machine burnt" in line.detail for line in security_log(None) if line.what == "Promoted this copy")


def test_s47_the_page_works_in_a_copy_and_the_head_does_not_decide_about_it(copy, capsys):
    other = another(copy, "Olga Other", Kind.ADMINISTRATOR)
    promote(copy, "--waiting", "drop")
    assert "Promote this copy" in signed_in(other).get("/four-eyes/").content.decode()
    assert "Promote this copy" not in signed_in(copy.head).get("/four-eyes/").content.decode()
    look = SecondLook.objects.get()
    assert signed_in(copy.head).post(f"/four-eyes/{look.pk}/agreeing/").status_code == 404
    assert signed_in(other).post(f"/four-eyes/{look.pk}/agreeing/").status_code == 303


def test_s47_the_original_is_not_promoted_and_nobody_is_asked(world, capsys):
    another(world, "Olga Other", Kind.ADMINISTRATOR)
    assert promote(world) == 1 and "sends already" in capsys.readouterr().err
    assert not SecondLook.objects.exists()
    with pytest.raises(Refused):
        ask_second_look(by=world.admin, what=What.PROMOTE, why="x", particulars={"send_waiting": False})


def test_s47_promotion_asks_for_its_agreement_itself(copy):
    another(copy, "Olga Other", Kind.ADMINISTRATOR)
    look = ask_second_look(by=copy.admin, what=What.PROMOTE, why="x", particulars={"send_waiting": False})
    with pytest.raises(Refused, match="agree first"):
        promote_copy(by=copy.admin, send_waiting=False, look=look)
