"""B5: a status report is due on its days of the week, once or twice, unless the client's reports are paused."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from herringbone.core import clock
from herringbone.core.models import WorkingDay
from herringbone.record.action import Denied, Refused
from herringbone.record.duties.declare import register
from herringbone.record.duties.keeping import write_ahead
from herringbone.record.models import Duty
from herringbone.status.actions import pause_reports, publish_status_report, set_report_days, take_up_reports
from herringbone.work.tests.builders import a_job
from tests.world import DAY, MONDAY

FRIDAY = 5


def owed(world):
    """The days on which a report to Alder is due, with whether it is done."""
    rows = Duty.objects.filter(kind="status_report", client=world.alder).order_by("due")
    return [(duty.due.astimezone(ZoneInfo("America/New_York")), duty.done) for duty in rows]


def dates(world):
    return [due.date() for due, _ in owed(world)]


def publish(world):
    return publish_status_report(by=world.ae_alder, client=world.alder)


def test_b5_a_report_is_due_by_the_close_of_its_day_each_week(world):
    set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
    assert dates(world) == [date(2026, 3, 6), date(2026, 3, 13)], "two weeks are written ahead"
    assert {due.hour for due, _ in owed(world)} == {18}


def test_b5_twice_a_week_is_two_duties_a_week(world):
    set_report_days(by=world.ae_alder, client=world.alder, days=[4, 2])
    assert dates(world) == [date(2026, 3, day) for day in (5, 10, 12, 17)]


def test_b5_publishing_answers_the_duty_from_the_working_day_before(world):
    a_job(world)
    set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
    with clock.clock_at(MONDAY + 2 * DAY):
        publish(world)
        assert [done for _, done in owed(world)][:1] == [None], "Wednesday is too early for Friday"
    with clock.clock_at(MONDAY + 3 * DAY):
        report = publish(world)
        assert [done for _, done in owed(world)][:1] == [report.at]


def test_b5_a_late_report_answers_its_own_week_alone(world):
    a_job(world)
    set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
    with clock.clock_at(MONDAY + 7 * DAY):
        report = publish(world)
        assert [(due.date(), done) for due, done in owed(world)][:2] == [
            (date(2026, 3, 6), report.at), (date(2026, 3, 13), None),
        ]  # fmt: skip


def test_b5_on_a_holiday_it_is_due_on_the_working_day_before(world):
    independence_day = WorkingDay.objects.get(office=world.office, date=date(2026, 7, 3))  # kept on the Friday
    assert not independence_day.working
    with clock.clock_at(datetime(2026, 6, 29, 14, tzinfo=ZoneInfo("UTC"))):
        write_ahead(clock.now() + 14 * DAY)
        set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
        assert dates(world)[0] == date(2026, 7, 2)


def test_b5_other_days_count_from_what_begins_after_them(world):
    set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
    with clock.clock_at(MONDAY + 4 * DAY):
        set_report_days(by=world.ae_alder, client=world.alder, days=[3])
        assert dates(world)[:2] == [date(2026, 3, 6), date(2026, 3, 11)], "Friday's had begun, and stands"
    with clock.clock_at(MONDAY + 5 * DAY):
        set_report_days(by=world.ae_alder, client=world.alder, days=[])
        assert dates(world) == [date(2026, 3, 6)]


@pytest.mark.parametrize("days", [[1, 2], [1, 5], [4, 5], [6], [1, 3, 5]])
def test_b5_days_that_one_report_would_answer_both_are_refused(world, days):
    with pytest.raises(Refused) as reason:
        set_report_days(by=world.ae_alder, client=world.alder, days=days)
    assert reason.value.field == "days"


def test_b5_a_pause_with_reason_and_end_owes_nothing_meanwhile(world):
    set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
    pause = pause_reports(by=world.ae_alder, client=world.alder, reason="Their holidays", until=date(2026, 3, 8))
    assert dates(world) == [date(2026, 3, 13)]
    take_up_reports(by=world.ae_alder, pause=pause)
    assert dates(world) == [date(2026, 3, 6), date(2026, 3, 13)]
    with pytest.raises(Refused):
        take_up_reports(by=world.ae_alder, pause=pause)


def test_b5_what_was_due_before_the_pause_stays_owed(world):
    set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
    late = MONDAY + 4 * DAY + timedelta(hours=10)
    with clock.clock_at(late):
        pause_reports(by=world.ae_alder, client=world.alder, reason="Their holidays", until=date(2026, 3, 20))
        assert dates(world) == [date(2026, 3, 6)]


def test_b5_a_pause_says_why_until_when_and_not_twice(world):
    for more, field in (({"reason": ""}, "reason"), ({"until": date(2026, 3, 1)}, "until")):
        told = {"reason": "Holidays", "until": date(2026, 3, 20), **more}
        with pytest.raises(Refused) as reason:
            pause_reports(by=world.ae_alder, client=world.alder, **told)
        assert reason.value.field == field
    pause_reports(by=world.ae_alder, client=world.alder, reason="Holidays", until=date(2026, 3, 20))
    with pytest.raises(Refused):
        pause_reports(by=world.ae_alder, client=world.alder, reason="Again", until=date(2026, 3, 10))


def test_b5_days_and_pauses_are_the_account_teams(world):
    for person in (world.dept, world.ae_birch, world.exec):
        with pytest.raises(Denied):
            set_report_days(by=person, client=world.alder, days=[FRIDAY])
        with pytest.raises(Denied):
            pause_reports(by=person, client=world.alder, reason="Holidays", until=date(2026, 3, 20))


def test_b5_the_duty_reads_in_the_trades_words_and_leads_to_the_lines(world):
    set_report_days(by=world.ae_alder, client=world.alder, days=[FRIDAY])
    duty = Duty.objects.filter(kind="status_report").order_by("due").first()
    with translation.override("en"):
        line = register["status_report"].line(duty)
    assert line.what == "Publish the status report"
    assert line.url == "/status-reports/ALD/"


def test_b5_days_are_set_and_reports_paused_on_their_pages(world, enter):
    a_job(world)
    browser = enter(world.ae_alder)
    assert browser.post("/status-reports/ALD/days/", {"days": ["1", "2"]}).status_code == 422
    assert browser.post("/status-reports/ALD/days/", {"days": ["2", "5"]}).status_code == 303
    assert browser.post("/status-reports/ALD/pause/", {"reason": "Fair", "until": "20 March"}).status_code == 303
    page = browser.get("/status-reports/ALD/").content.decode()
    assert "Fair" in page
    pause = world.alder.report_pauses.get()
    assert browser.post(f"/status-reports/pauses/{pause.pk}/end/").status_code == 303
    assert "Fair" not in browser.get("/status-reports/ALD/").content.decode()
