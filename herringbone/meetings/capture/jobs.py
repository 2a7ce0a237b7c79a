"""The job behind a #: by its number, the end of it, or words of its title. Without # a job is proposed at most."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from herringbone.core.names import words
from herringbone.meetings.capture.asking import Asking, job_choice, quoted
from herringbone.meetings.capture.directory import ClientRef, Directory, JobRef
from herringbone.meetings.capture.line import tidy
from herringbone.meetings.capture.understanding import Topic

_TAG = re.compile(r"(?<!\S)#(?:\"([^\"]+)\"|“([^”]+)”|([^\s,;]+))")
_NEXT_WORD = re.compile(r"\s*(\w[\w'’-]*)")
LONGEST_TITLE = 8
MOST_OFFERS = 3
SHORTEST_TELLING_WORD = 4


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text without its #, what the # said, and the open jobs it may mean. `tags` is empty if there was none."""

    text: str
    tags: tuple[str, ...]
    jobs: tuple[JobRef, ...]


def without_tags(text: str) -> str:
    """The text with each # and its word blanked, everything else in its place."""
    return _TAG.sub(lambda tag: " " * len(tag[0]), text)


def take_tags(text: str, directory: Directory, client_id: int | None) -> Tagged:
    """Take the # out of a text. Words that go on with the title go with it: `#christmas boxes`."""
    kept, at, tags, jobs = [], 0, [], []
    for tag in _TAG.finditer(text):
        said = next(group for group in tag.groups() if group).strip(".!?:")
        found, end = _jobs_meant(said, text, tag.end(), directory, client_id)
        kept.append(text[at : tag.start()])
        tags.append(text[tag.start() + 1 : end].strip(' "“”'))
        jobs += found
        at = end
    kept.append(text[at:])
    return Tagged(tidy("".join(kept)), tuple(tags), tuple(dict.fromkeys(jobs)))


def _jobs_meant(said: str, text: str, at: int, directory: Directory, client_id: int | None) -> tuple[list[JobRef], int]:
    typed = words(said)
    if not typed:
        return [], at
    numbered = [job for job in directory.jobs(said.casefold(), client_id) if _has_number(job, said)]
    if numbered or said[0].isdigit():
        return numbered, at
    jobs = [job for job in directory.jobs(typed[0], client_id) if _has_words(job, typed)]
    for _more in range(LONGEST_TITLE):
        following = _NEXT_WORD.match(text, at)
        narrower = [job for job in jobs if following and _goes_on(job, [*typed, *words(following[1])])]
        if not following or not narrower:
            break
        typed, jobs, at = [*typed, *words(following[1])], narrower, following.end()
    return jobs, at


def _has_number(job: JobRef, said: str) -> bool:
    """`ORS-26-0117`, `26-0117`, `0117`, `117`."""
    number, said = job.number.casefold(), said.casefold()
    last = number.rpartition("-")[2]
    if said.isdecimal() and last.isdecimal():
        return int(said) == int(last)
    return number == said or number.endswith(f"-{said}")


def _has_words(job: JobRef, typed: list[str]) -> bool:
    title = words(job.title)
    return all(any(word.startswith(one) for word in title) for one in typed)


def _goes_on(job: JobRef, typed: list[str]) -> bool:
    title = words(job.title)
    return all(one in title for one in typed[1:]) and any(word.startswith(typed[0]) for word in title)


def chosen(key: str, tagged: Tagged, directory: Directory, client: ClientRef | None, asking: Asking) -> JobRef | None:
    """The one job that is meant, or that was chosen: also of those that were only proposed."""
    if answer := asking.answer(key):
        among = [*tagged.jobs, *(directory.jobs("", client.id) if client else ())]
        return next((job for job in among if job_choice(job).value == answer), None)
    return tagged.jobs[0] if len(tagged.jobs) == 1 else None


def ask_for_job(key: str, tagged: Tagged, directory: Directory, client: ClientRef | None, asking: Asking) -> None:
    """Ask which job a # means."""
    tags = quoted(", ".join(f"#{tag}" for tag in tagged.tags))
    if tagged.jobs:
        text, jobs = _("Which job is %(tags)s?"), list(tagged.jobs)
    else:
        text = _("No open job answers to %(tags)s. Which is it?")
        jobs = list(directory.jobs("", client.id)) if client else []
    asking.ask(key, Topic.JOB, text % {"tags": tags}, [job_choice(job) for job in jobs])


def offers(text: str, jobs: Iterable[JobRef], besides: Iterable[str] = ()) -> tuple[JobRef, ...]:
    """Open jobs of which the text has telling words, those with most of them first; words of `besides` tell nothing."""
    said = {word for word in words(text) if len(word) >= SHORTEST_TELLING_WORD}
    said -= {word for name in besides for word in words(name)}
    shared = [(len(said & set(words(job.title))), job) for job in jobs]
    likely = sorted((one for one in shared if one[0]), key=lambda one: -one[0])
    return tuple(job for _count, job in likely[:MOST_OFFERS])
