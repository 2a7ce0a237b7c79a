"""S39: two who decide at once, each with what they had loaded before the other was done."""

from herringbone.people.actions import end_cover, lower_wall
from herringbone.people.models import Absence, Wall
from herringbone.record.models import Event
from herringbone.work.tests.test_s39_at_once import at_once
from tests.world import DAY, MONDAY, World


def test_s39_of_two_who_lower_a_wall_at_once_one_is_told_that_it_is_down(shared_world: World):
    reasons = ["they were sold", "they merged"]
    loaded = [Wall.objects.get() for _ in reasons]
    given, refused = at_once(
        *(
            lambda wall=wall, why=why: lower_wall(by=shared_world.head, wall=wall, reason=why)
            for wall, why in zip(loaded, reasons, strict=True)
        )
    )
    assert len(given) == len(refused) == 1 and "down already" in refused[0]
    assert Event.objects.filter(verb="wall lowered").count() == 1
    assert Wall.objects.get().lowered_because == given[0].lowered_because


def test_s39_of_two_who_end_a_cover_at_once_one_is_told_that_it_is_over(shared_world: World):
    away = Absence.objects.create(
        person=shared_world.ae_alder, cover=shared_world.coord_alder, begins=MONDAY - DAY, ends=MONDAY + 9 * DAY
    )
    loaded = [Absence.objects.get(pk=away.pk) for _ in range(2)]
    given, refused = at_once(*(lambda one=one: end_cover(by=shared_world.head, absence=one) for one in loaded))
    assert len(given) == len(refused) == 1
