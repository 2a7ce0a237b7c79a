"""C7: each person chooses by kind and way; offices keep hours, and who is away is left in peace, their cover told."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from herringbone.core import clock
from herringbone.desk.actions import choose_notices
from herringbone.desk.models import Digest, Mail, Notification
from herringbone.desk.notices.collecting import collect, start_from_here
from herringbone.desk.notices.digests import make_digests
from herringbone.desk.notices.kinds import KIND_OF, KINDS
from herringbone.desk.notices.tells import TELLS
from herringbone.desk.notices.ways import Ways
from herringbone.desk.tests.builders import a_task
from herringbone.people.actions import arrange_cover, begin_viewing, give_role, raise_wall
from herringbone.people.models import Role
from herringbone.record.action import Refused
from herringbone.record.effects import sending
from tests.world import DAY, HOUR, MONDAY

EVENING = MONDAY + 10 * HOUR  # seven in New York, where the office closes at six
TUESDAY = MONDAY + DAY


@pytest.fixture
def here(world):
    start_from_here()
    return world


def tell(world, at=MONDAY):
    """Dee is given a task at a moment, and is told."""
    with clock.clock_at(at):
        a_task(world, "Draw it", world.dept, at + 2 * DAY, by=world.sup_alder)
        collect()


def mails_at(moment):
    """How many letters leave then."""
    with clock.clock_at(moment):
        make_digests()
        before = len(mail.outbox)
        sending.send_due()
        return len(mail.outbox) - before


def choose(world, mail_way, shown=True, kind="task", any_hour=False):
    choose_notices(by=world.dept, ways={kind: Ways(shown, mail_way, False)}, any_hour=any_hour)


def test_c7_every_event_that_is_told_belongs_to_one_kind():
    assert set(KIND_OF) == set(TELLS)
    assert sum(len(kind.verbs) for kind in KINDS) == len(TELLS)


def test_c7_nothing_chosen_means_at_once(here):
    tell(here)
    assert mails_at(MONDAY + HOUR) == 1


def test_c7_who_wants_no_mail_gets_none_and_finds_it_in_the_program(here, client):
    choose(here, Mail.NEVER)
    tell(here)
    assert mails_at(MONDAY + HOUR) == mails_at(TUESDAY) == 0
    client.force_login(here.dept)
    assert "gave you a task" in client.get("/notifications/").content.decode()


def test_c7_once_a_day_is_one_mail_when_the_office_opens_however_often_the_worker_looks(here):
    choose(here, Mail.DAILY)
    for hour in (1, 3):
        tell(here, MONDAY + hour * HOUR)
        assert mails_at(MONDAY + (hour + 1) * HOUR) == 0, "it waits for tomorrow"
    assert mails_at(TUESDAY - HOUR) == 0, "not before the office opens"
    assert [mails_at(TUESDAY + HOUR * n / 60) for n in range(3)] == [1, 0, 0]
    assert mail.outbox[0].subject == "2 things concern you"
    tell(here, TUESDAY + HOUR)
    assert mails_at(TUESDAY + 2 * HOUR) == 0
    assert mails_at(TUESDAY + DAY + 3 * HOUR) == 1, "late, where no worker ran when the office opened"
    assert list(Digest.objects.values_list("day__day", flat=True)) == [3, 4]


def test_c7_what_waits_for_tomorrow_is_not_written_each_minute(here):
    choose(here, Mail.DAILY)
    tell(here, MONDAY + HOUR)
    with clock.clock_at(MONDAY + 2 * HOUR), CaptureQueriesContext(connection) as asked:
        assert make_digests() == 0
    assert not [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "DELETE", "UPDATE"))]


def test_c7_on_a_free_day_there_is_no_digest(here):
    choose(here, Mail.DAILY)
    tell(here, MONDAY + 4 * DAY + 10 * HOUR)  # Friday evening
    assert mails_at(MONDAY + 4 * DAY + 11 * HOUR) == 0
    assert mails_at(MONDAY + 5 * DAY + HOUR) == mails_at(MONDAY + 6 * DAY) == 0
    assert mails_at(MONDAY + 7 * DAY) == 1


def test_c7_what_comes_in_the_evening_waits_for_the_morning(here):
    tell(here, EVENING)
    assert mails_at(EVENING + HOUR) == 0
    assert mails_at(TUESDAY - HOUR) == 0
    assert mails_at(TUESDAY) == 1


def test_c7_who_asks_for_it_is_told_at_any_hour(here):
    choose(here, Mail.AT_ONCE, any_hour=True)
    tell(here, EVENING)
    assert mails_at(EVENING + HOUR) == 1


def away(world, begins=MONDAY, ends=MONDAY + 2 * DAY):
    arrange_cover(by=world.dept, person=world.dept, cover=world.planner_alder, begins=begins, ends=ends)
    start_from_here()


def test_c7_whoever_is_away_is_left_in_peace_and_whoever_stands_in_is_told(here):
    away(here)
    tell(here, MONDAY + HOUR)
    assert set(Notification.objects.values_list("person", "instead_of")) == {
        (here.dept.pk, None), (here.planner_alder.pk, here.dept.pk),
    }  # fmt: skip
    assert mails_at(MONDAY + 2 * HOUR) == 1
    assert here.planner_alder.email in mail.outbox[0].to[0]
    assert "you stand in for Dee Dept" in mail.outbox[0].subject
    assert mails_at(MONDAY + DAY) == 0
    assert mails_at(MONDAY + 2 * DAY + HOUR) == 1, "once back"
    assert here.dept.email in mail.outbox[1].to[0]


def test_c7_a_cover_is_told_nothing_of_a_client_behind_a_wall(here):
    away(here)
    Role.objects.create(person=here.planner_alder, client=here.cedar, kind=Role.Kind.PLANNER, starts="2026-01-01")
    raise_wall(by=here.head, one=here.alder, other=here.cedar, reason="they compete now")
    tell(here, MONDAY + HOUR)
    assert not Notification.objects.filter(person=here.planner_alder, event__client=here.alder).exists()


def test_c7_that_an_administrator_looks_cannot_be_turned_off(here):
    away(here)
    choose_notices(by=here.dept, ways={"looked": Ways(False, Mail.NEVER, False)})
    with clock.clock_at(EVENING):
        begin_viewing(by=here.admin, person=here.dept, reason="to see")
        collect()
    assert mails_at(EVENING + HOUR / 10) == 1


def test_c7_what_is_kept_is_shown_whatever_is_chosen(here):
    choose(here, Mail.NEVER, shown=False)
    tell(here)
    assert Notification.objects.get().shown


def test_c7_what_is_hidden_and_mailed_never_is_not_written_down(here):
    choose(here, Mail.NEVER, shown=False, kind="acknowledged")
    choose(here, Mail.NEVER, kind="role")
    with clock.clock_at(MONDAY + HOUR):
        give_role(by=here.head, person=here.dept, client=here.cedar, kind=Role.Kind.MEMBER)
        assert collect() == 1, "what one is responsible for is kept"


def test_c7_no_other_time_than_those_three_can_be_chosen(here):
    with pytest.raises(Refused):
        choose(here, "hourly")


def test_c7_the_page_shows_and_keeps_what_was_chosen(here, client):
    client.force_login(here.dept)
    page = client.get("/me/notifications/").content.decode()
    assert page.count("<select") == len(KINDS) - 1
    assert "always, at once" in page
    sent = {f"{kind.key}_mail": Mail.AT_ONCE for kind in KINDS if not kind.urgent} | {"task_mail": Mail.DAILY}
    assert client.post("/me/notifications/", {**sent, "confirmed_shown": "on", "any_hour": "on"}).status_code == 303
    kept = dict(here.dept.notice_choices.values_list("kind", "mail"))
    assert kept["task"] == Mail.DAILY
    assert "looked" not in kept
    shown = dict(here.dept.notice_choices.values_list("kind", "shown"))
    assert (shown["confirmed"], shown["acknowledged"], shown["task"]) == (True, False, True)
    refused = client.post("/me/notifications/", {**sent, "task_mail": "hourly"})
    assert refused.status_code == 422
    assert 'id="id_task_mail_error"' in refused.content.decode()
    assert dict(here.dept.notice_choices.values_list("kind", "mail")) == kept


def test_c7_the_settings_ask_as_much_whoever_opens_them(here, client, django_assert_max_num_queries):
    client.force_login(here.dept)
    client.get("/me/notifications/")
    with django_assert_max_num_queries(8):
        client.get("/me/notifications/")
