"""A2: which contacts may be one person is found by what they have in common, as comparing each two would find it."""

from collections import defaultdict
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from herringbone.clients.queries import alike_contacts
from herringbone.clients.queries.alike_contacts import (
    FEWEST_WORDS,
    MOST_OF_A_NAME,
    Somebody,
    Why,
    _pairs,
    spelled_alike,
)

NAMES = st.lists(st.sampled_from(["nora", "n", "norah", "brandt", "brand", "rossi", "lee"]), min_size=1, max_size=3)
PLACES = st.sampled_from([("", None), ("acme", None), ("acme", 1), ("birch", 2), ("birch", None)])


@st.composite
def everybody(draw):
    """Up to fourteen contacts who have much in common, by their age."""
    found = []
    for pk in range(draw(st.integers(0, 14))):
        company, client = draw(PLACES)
        name = tuple(draw(NAMES))
        mails = draw(st.frozensets(st.sampled_from(["a@x", "b@x", "c@x"]), max_size=2))
        phones = draw(st.frozensets(st.sampled_from(["391", "392"]), max_size=1))
        found.append(
            somebody(pk, name, company, client, mails, phones, is_company=draw(st.sampled_from([False] * 4 + [True])))
        )
    return found


def somebody(pk, words, company="acme", client=None, mails=frozenset(), phones=frozenset(), *, is_company=False):
    return Somebody(pk, " ".join(words), company, words, client, company, is_company, mails, phones)


def plainly(people):
    """Each two beside each other, by the rules as the page tells them."""
    found = defaultdict(set)
    for one, other in combinations(people, 2):
        before = [each for each in people if each.pk < one.pk]
        if any(not any(mail in each.mails for each in before) for mail in one.mails & other.mails):
            found[one.pk, other.pk].add(Why.MAIL)
        if any(not any(phone in each.phones for each in before) for phone in one.phones & other.phones):
            found[one.pk, other.pk].add(Why.PHONE)
        if sorted(one.words) == sorted(other.words):
            same = [each for each in people if sorted(each.words) == sorted(one.words)]
            there = [each for each in same if each.company == one.company]
            if one.company and one.company == other.company and there[0] is one:
                found[one.pk, other.pk].add(Why.NAME)
            if len(one.words) >= FEWEST_WORDS and (
                same[0] is one and (not one.company or not other.company) and (not other.company or same[1] is other)
            ):
                found[one.pk, other.pk].add(Why.NAME)
        long = len(one.words) >= FEWEST_WORDS and len(other.words) >= FEWEST_WORDS
        in_common = one.words[0] == other.words[0] or one.words[-1] == other.words[-1]
        if (
            long
            and in_common
            and one.company
            and one.company == other.company
            and spelled_alike(one.words, other.words)
        ):
            found[one.pk, other.pk].add(Why.SPELLING)
    by_pk = {one.pk: one for one in people}
    return {(one, other): why for (one, other), why in found.items() if by_pk[one].may_be(by_pk[other])}


@given(everybody())
def test_a2_whoever_is_alike_is_found_as_by_comparing_each_two(people):
    assert _pairs(people) == plainly(people)


def test_a2_twice_as_many_contacts_are_compared_twice_as_often(monkeypatch):
    compared = []

    def spelled(one, other, compare=spelled_alike):
        compared.append(one)
        return compare(one, other)

    monkeypatch.setattr(alike_contacts, "spelled_alike", spelled)
    number = {}
    for many in (1000, 2000, 4000):  # of one company; ten bear each first name, and ten each last one
        compared.clear()
        _pairs([somebody(pk, (f"first{pk % (many // 10)}", f"last{pk // 10}")) for pk in range(many)])
        number[many] = len(compared)
        assert number[many] <= many * MOST_OF_A_NAME
    assert 0 < number[4000] <= 4.1 * number[1000]
