"""The team's conversation on a record, and the files on it."""

from collections.abc import Sequence

from django.db.models import Model
from django.utils.translation import gettext as _

from herringbone.clients.mentions import named_in
from herringbone.clients.models import Attachment, Client, Post
from herringbone.clients.rules import may_speak
from herringbone.clients.uploads import Judged, Upload, judge
from herringbone.core import clock
from herringbone.people.models import Person
from herringbone.people.rules import may_see
from herringbone.record import files as store
from herringbone.record.action import Done, action, refuse_unless
from herringbone.record.events import client_of

LONGEST = 10_000


def _client(subject: Model) -> Client:
    client = client_of(subject)
    assert client  # may_speak asked
    return Client.objects.get(pk=client)


@action("remark posted", may=may_speak)
def post(
    *, by: Person, subject: Model, text: str = "", mentions: Sequence[Person] | None = None,
    files: Sequence[Upload] = (),
) -> Done[Post]:  # fmt: skip
    """Say something about a record to its team, with files. Whoever stands behind an @ is told.

    `mentions` are found in the text where they are not given. Refused for somebody who does not see the client.
    """
    refuse_unless(text.strip() or files, _("Nothing is written there"), "text")
    refuse_unless(len(text) <= LONGEST, _("That is too long for a remark: attach it as a file"), "text")
    client = _client(subject)
    meant = named_in(text, Person.objects.filter(is_active=True)) if mentions is None else mentions
    for person in meant:
        refuse_unless(
            may_see(person, client),
            _("%(person)s does not see this client, and would not be told") % {"person": person},
            "text",
        )
    judged = [judge(file) for file in files]  # all of them before any is stored
    made = Post.objects.create(
        client=client, subject_label=subject._meta.label, subject_id=subject.pk, by=by, text=text.strip(),
        at=clock.now(),
    )  # fmt: skip
    made.mentions.set(meant)
    for file in judged:
        _keep(by, client, subject, file, made)
    particulars = {"on": made.subject_label, "id": made.subject_id, "mentions": [person.pk for person in meant]}
    return Done(made, {**particulars, "files": len(judged)})


@action("file attached", may=may_speak)
def attach_file(*, by: Person, subject: Model, name: str, data: bytes) -> Done[Attachment]:
    """Put a file on a record without a word. Judged by its content; a picture gets a preview of our own making."""
    client = _client(subject)
    attachment = _keep(by, client, subject, judge(Upload(name, data)), None)
    particulars = {"on": attachment.subject_label, "id": attachment.subject_id, "size": attachment.file.size}
    return Done(attachment, particulars)


def _keep(by: Person, client: Client, subject: Model, file: Judged, remark: Post | None) -> Attachment:
    kept = store.put(file.data, name=file.name, media_type=file.media_type, client_id=client.pk, by=by)
    preview = None
    if file.preview:
        preview = store.put(
            file.preview.data, name=file.name, media_type=file.preview.media_type, client_id=client.pk, by=by
        )
    return Attachment.objects.create(
        client=client, post=remark, subject_label=subject._meta.label, subject_id=subject.pk, file=kept, preview=preview
    )
