"""S39: two who decide at once, each with what they had loaded before the other was done."""

import pytest

from herringbone.people.actions import agree, ask_second_look, end_cover, lower_wall, refuse
from herringbone.people.models import Absence, Role, SecondLook, Wall
from herringbone.people.tests.builders import another
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


@pytest.mark.parametrize("answers", [(agree, agree), (agree, refuse)])
def test_s39_of_two_who_answer_what_was_asked_at_once_one_is_told_that_it_is_settled(shared_world: World, answers):
    heads = [another(shared_world, name, Role.Kind.HEAD) for name in ("Hugo Head", "Hal Head")]
    what = {"wall": Wall.objects.get().pk}
    ask_second_look(by=shared_world.head, what=SecondLook.What.LOWER, why="they were sold", particulars=what)
    loaded = [SecondLook.objects.get() for _ in heads]
    given, refused = at_once(
        *(
            lambda answer=answer, by=by, look=look: answer(by=by, look=look)
            for answer, by, look in zip(answers, heads, loaded, strict=True)
        )
    )
    assert len(given) == len(refused) == 1
    look = SecondLook.objects.get()
    assert (look.agreed_at is None) != (look.refused_at is None)
    assert Event.objects.filter(verb="wall lowered").count() == (1 if look.agreed_at else 0)
