"""Why some duties were late, as those who held them say it: given once the duties of the past are known."""

from datetime import datetime, timedelta

from herringbone.core import clock
from herringbone.ontime.actions import give_reason
from herringbone.people.rules import standing
from herringbone.record.models import Duty

LOOK_BACK = timedelta(days=62)
A_DAY = timedelta(days=1)
EVERY = 3  # every third is explained
WHY = {
    "en": (
        "The copy came from the client a day late", "Weekend; written on the train, issued on Monday",
        "Two jobs had no next step yet", "The printer was closed", "Asked twice, answered in the evening",
    ),
    "it": (
        "Il testo è arrivato dal cliente il giorno dopo", "Era in riunione fuori sede fino a sera",
        "Mancava la prova dello stampatore", "Sede chiusa per il ponte",
    ),
}  # fmt: skip


def explain(now: datetime) -> int:
    """Say why some of the last two months' duties were late; gives how many."""
    late = Duty.objects.filter(fell_on__gte=(now - LOOK_BACK).date(), due__lt=now - A_DAY, held_by__is_active=True)
    rows = [duty for duty in late.select_related("client", "held_by").order_by("due", "pk")
            if duty.done is None or duty.done > duty.due][::EVERY]  # fmt: skip
    given = 0
    for number, duty in enumerate(rows):
        person = duty.held_by
        assert person
        with clock.clock_at(min(max(duty.due, duty.done or duty.due) + A_DAY, now)):
            if not (standing(person).writes and standing(person).sees_client(duty.client_id)):
                continue
            words = WHY["it" if person.language == "it" else "en"]
            give_reason(by=person, duty=duty, why=words[number % len(words)])
            given += 1
    return given
