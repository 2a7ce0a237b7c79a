"""What people asked a second pair of eyes for, and who answered: as the events tell it."""

from collections.abc import Iterator

from herringbone.people.models import SecondLook
from herringbone.record.canonical import sha256
from herringbone.record.models import Event

ASKED, AGREED, REFUSED = "second look asked for", "second look agreed to", "second look refused"


def looks_otherwise_told() -> Iterator[str]:
    """Second looks whose reason, deed or answer is another than their events say: written into the database alone."""
    label = SecondLook._meta.label
    told = {(one.subject_id, one.verb): one for one in Event.objects.filter(subject_label=label).iterator()}
    for look in SecondLook.objects.iterator():
        asked = told.get((look.pk, ASKED))
        said = asked and {"what": look.what, "why": sha256(look.why), **look.particulars}
        if asked and said and not said.items() <= asked.particulars.items():
            yield f"{label} {look.pk} asks for something else than its event says"
        for verb, by in ((AGREED, look.agreed_by_id), (REFUSED, look.refused_by_id)):
            answer = told.get((look.pk, verb))
            if by != (answer.by_id if answer else None):
                yield f"{label} {look.pk} was answered otherwise than its events say"
