"""Which contacts may be one person: by what they are reached at, or by name at one company. Walls come first."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.core.paginator import Page, Paginator

from herringbone.clients.models import KeptApart, Reach
from herringbone.clients.reaching import reach_key
from herringbone.clients.rules import contacts_open, may_write_contacts
from herringbone.core.names import company_key, read_phone, words
from herringbone.people.models import Person
from herringbone.people.rules import standing

PAGE = 25
SPELLED_ALIKE = 85  # of 100
FEWEST_WORDS = 2  # of a name that says something without a company
MOST_OF_A_NAME = 40  # a first or last name that more have at one company says nothing about who they are


class Why(StrEnum):
    """Why two contacts may be one person, from the surest to the least sure."""

    MAIL = "mail"
    PHONE = "phone"
    NAME = "name"
    SPELLING = "spelling"


RANK = {why: place for place, why in enumerate(Why)}


@dataclass(frozen=True)
class Somebody:
    """What is compared of a contact: the words of the name, where they are, and by what they are reached."""

    pk: int
    name: str
    where: str  # the client, or the company as it is written
    words: tuple[str, ...]
    client: int | None
    company: str
    is_company: bool
    mails: frozenset[str]
    phones: frozenset[str]

    def may_be(self, other: "Somebody") -> bool:
        """Whether the two could be merged at all: not at two clients, and a company is no person."""
        apart = self.client and other.client and self.client != other.client
        return not apart and self.is_company == other.is_company


@dataclass(frozen=True)
class Alike:
    """Two contacts that may be one, the older one first, and every reason."""

    one: Somebody
    other: Somebody
    why: tuple[Why, ...]
    may_merge: bool


@dataclass(frozen=True)
class AlikeList:
    """One page of the list."""

    page: Page
    pairs: list[Alike]


def alike_contacts(person: Person, page: str) -> AlikeList:
    """The pairs that somebody may see in full, the surest first. Three queries, however many there are."""
    everybody = {one.pk: one for one in everybody_seen(person)}
    apart = set(KeptApart.objects.values_list("one", "other"))
    pairs = ((pair, why) for pair, why in _pairs(everybody.values()).items() if pair not in apart)
    found = sorted(pairs, key=lambda pair: (min(RANK[why] for why in pair[1]), pair[0]))
    shown = Paginator(found, PAGE).get_page(page)
    return AlikeList(shown, [_alike(person, everybody[one], everybody[other], why) for (one, other), why in shown])


def _alike(person: Person, one: Somebody, other: Somebody, why: Iterable[Why]) -> Alike:
    """Whoever works with both may merge them (`may_merge`, of ids)."""
    here, writes = standing(person), may_write_contacts(person)
    may = all(here.writes and here.sees_client(each.client) if each.client else writes for each in (one, other))
    return Alike(one, other, tuple(sorted(why, key=RANK.__getitem__)), may)


def everybody_seen(person: Person) -> list[Somebody]:
    """Everybody whom somebody sees in full, by their age. Two queries."""
    rows = contacts_open(person).order_by("pk")
    further: dict[int, list[tuple[str, str]]] = defaultdict(list)
    reaches = Reach.objects.filter(contact__in=rows.order_by(), kind__in=[Reach.Kind.MAIL, Reach.Kind.PHONE])
    for pk, kind, key in reaches.values_list("contact", "kind", "key"):
        further[pk].append((kind, key))
    columns = ("pk", "name", "client", "client__name", "company", "email", "phone")
    return [_somebody(row, further[row[0]]) for row in rows.values_list(*columns)]


def _somebody(row: tuple, further: Iterable[tuple[str, str]]) -> Somebody:
    pk, name, client, of_client, company, email, phone = row
    mails = {key for kind, key in further if kind == Reach.Kind.MAIL}
    phones = {key for kind, key in further if kind == Reach.Kind.PHONE and key.isdigit()}
    if email:
        mails.add(reach_key(Reach.Kind.MAIL, email))
    if read := read_phone(phone):
        phones.add(read.digits)
    return Somebody(
        pk, name, of_client or company, tuple(words(name)), client, company_key(of_client or company), name == company,
        frozenset(mails), frozenset(phones),
    )  # fmt: skip


def _pairs(everybody: Iterable[Somebody]) -> dict[tuple[int, int], set[Why]]:
    found: dict[tuple[int, int], set[Why]] = defaultdict(set)
    for one, other, why in _likely(everybody):
        if one.may_be(other):
            found[one.pk, other.pk].add(why)
    return found


def _likely(everybody: Iterable[Somebody]) -> Iterator[tuple[Somebody, Somebody, Why]]:
    """Pairs worth a look, the older one first. Of many with one address, each is set beside the oldest alone."""
    for group in _grouped(everybody, lambda one: one.mails):
        yield from ((group[0], other, Why.MAIL) for other in group[1:])
    for group in _grouped(everybody, lambda one: one.phones):
        yield from ((group[0], other, Why.PHONE) for other in group[1:])
    for group in _grouped(everybody, lambda one: [(one.company, *sorted(one.words))] if one.company else []):
        yield from ((group[0], other, Why.NAME) for other in group[1:])
    for group in _grouped(everybody, lambda one: [tuple(sorted(one.words))] if len(one.words) >= FEWEST_WORDS else []):
        for lone in (one for one in group if not one.company):
            first, second = sorted((lone, group[0] if lone is not group[0] else group[1]), key=lambda one: one.pk)
            yield first, second, Why.NAME
    for group in _grouped(everybody, _by_first_and_last):
        if len(group) <= MOST_OF_A_NAME:
            for at, one in enumerate(group):
                yield from (
                    (one, other, Why.SPELLING) for other in group[at + 1 :] if spelled_alike(one.words, other.words)
                )


def _by_first_and_last(one: Somebody) -> list[Hashable]:
    if len(one.words) < FEWEST_WORDS or not one.company:
        return []
    return [("first", one.company, one.words[0]), ("last", one.company, one.words[-1])]


def _grouped(
    everybody: Iterable[Somebody], keys: Callable[[Somebody], Iterable[Hashable]]
) -> Iterator[list[Somebody]]:  # fmt: skip
    """Those who have a key in common, two or more."""
    groups: dict[Hashable, list[Somebody]] = defaultdict(list)
    for one in everybody:
        for key in keys(one):
            groups[key].append(one)
    return (group for group in groups.values() if len(group) > 1)


def spelled_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """The one name, in its words, abbreviates the other (`N. Brandt`), or they differ by a letter or so."""
    if sorted(one) == sorted(other):
        return False
    if one[-1] == other[-1]:
        short, long = sorted((one[0], other[0]), key=len)
        if len(short) == 1 and long.startswith(short):
            return True
    from rapidfuzz import fuzz  # takes 4 MB, and few pages compare names

    return fuzz.ratio(" ".join(one), " ".join(other)) >= SPELLED_ALIKE
