"""The conversation on a record, oldest first, with its files."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model, OuterRef, QuerySet
from django.db.models.expressions import Combinable

from herringbone.clients.file_addresses import address
from herringbone.clients.models import Attachment, Post
from herringbone.core.compiled import compiled_once
from herringbone.core.sql import CountOf
from herringbone.people.models import Person

SHOWN = 50


@dataclass(frozen=True)
class AttachedFile:
    """A file under a remark: where it can be had, and where its preview is, if it is a picture."""

    name: str
    size: int
    url: str
    preview: str


@dataclass(frozen=True)
class Remark:
    """One remark. `parts` are its text cut at the names behind an @: (text, whether it is such a name)."""

    id: int
    by: Person
    at: datetime
    parts: list[tuple[str, bool]]
    files: list[AttachedFile]


@dataclass(frozen=True)
class Conversation:
    """The newest remarks of a conversation; `earlier`: there are more before them."""

    remarks: list[Remark]
    earlier: bool


def conversation_on(subject: Model, shown: int = SHOWN) -> Conversation:
    """The conversation on a record that the reader may see. Two queries; a third where somebody is mentioned."""
    posts = _newest(subject.pk, label=subject._meta.label, most=shown + 1)
    files = attached([post.pk for post in posts[:shown]])
    remarks = [
        Remark(post.pk, post.by, post.at, _cut(post.text, list(post.mentions.all())), files.get(post.pk, []))
        for post in reversed(posts[:shown])
    ]
    return Conversation(remarks, len(posts) > shown)


@compiled_once
def _newest(subject: int, *, label: str, most: int) -> QuerySet[Post]:
    rows = Post.objects.filter(subject_label=label, subject_id=subject)
    return rows.select_related("by").prefetch_related("mentions").order_by("-at", "-pk")[:most]


def attached(posts: list[int]) -> dict[int | None, list[AttachedFile]]:
    """The files of some remarks, by the remark. One query."""
    found: dict[int | None, list[AttachedFile]] = {}
    if posts:
        for one in Attachment.objects.filter(post__in=posts).select_related("file", "preview").order_by("pk"):
            found.setdefault(one.post_id, []).append(shown_file(one))
    return found


def shown_file(one: Attachment) -> AttachedFile:
    """A file as it is listed."""
    preview = address(one.preview) if one.preview else ""
    return AttachedFile(one.file.name, one.file.size, address(one.file), preview)


def number_of_remarks(label: str) -> Combinable:
    """For an annotation of a record: how many remarks were made on it."""
    return CountOf(Post.objects.filter(subject_label=label, subject_id=OuterRef("pk")))


def _cut(text: str, people: list[Person]) -> list[tuple[str, bool]]:
    names = sorted((f"@{person.name}" for person in people), key=len, reverse=True)
    parts: list[tuple[str, bool]] = [(text, False)]
    for name in names:
        parts = [piece for part in parts for piece in _cut_at(name, *part)]
    return parts


def _cut_at(name: str, text: str, is_name: bool) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    if is_name:
        return [(text, True)]
    low, wanted, begin = text.casefold(), name.casefold(), 0
    if len(low) != len(text):  # folding changed the length, so places would not agree
        return [(text, False)]
    while (at := low.find(wanted, begin)) >= 0:
        pieces += [(text[begin:at], False), (text[at : at + len(name)], True)]
        begin = at + len(name)
    return [piece for piece in [*pieces, (text[begin:], False)] if piece[0]]
