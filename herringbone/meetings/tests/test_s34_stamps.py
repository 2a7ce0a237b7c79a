"""S34: an answer from a clock that is wrong, or lies, is taken as of now and shuts out none that comes after it."""

from herringbone.core import clock
from herringbone.meetings.actions import record_reply
from herringbone.meetings.incoming import read_mail
from herringbone.meetings.models import Attendee
from herringbone.meetings.tests.builders import a_meeting
from herringbone.meetings.tests.test_c1_mailbox import answer
from tests.world import DAY, HOUR, MONDAY


def test_s34_an_answer_from_the_future_shuts_out_none_that_comes_later(world):
    meeting = a_meeting(world, starts=MONDAY + 3 * DAY, ends=MONDAY + 3 * DAY + HOUR)
    stamped = answer(meeting).replace(b"DTSTAMP:20260302T140500Z", b"DTSTAMP:29990101T000000Z")
    assert read_mail(stamped).noted
    pat = Attendee.objects.get(meeting=meeting, contact=world.pat)
    assert (pat.reply, pat.replied) == ("accepted", MONDAY)
    with clock.clock_at(MONDAY + HOUR):
        assert read_mail(answer(meeting, "DECLINED", number=2)).noted
        pat.refresh_from_db()
        assert pat.reply == "declined"
        record_reply(by=world.ae_alder, attendee=pat, reply="accepted")
    pat.refresh_from_db()
    assert pat.reply == "accepted", "as they said on the telephone"
