"""Trello: a board as its menu exports it, or as its API gives it. Each open card is a job."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from herringbone.work.importing.plan import Project, Remark, Step, day_or_moment

Json = Mapping[str, Any]


def is_trello(data: Any) -> bool:
    """Whether this is a board with its cards."""
    return isinstance(data, Mapping) and isinstance(data.get("cards"), list) and "lists" in data


def projects(data: Json) -> list[Project]:
    """The open cards of open lists, by list and place."""
    lists = {one.get("id"): one for one in _rows(data.get("lists"))}
    checklists = {one.get("id"): one for one in _rows(data.get("checklists"))}
    members = {one.get("id"): _name(one) for one in _rows(data.get("members"))}
    remarks = _remarks(data)

    def place(card: Json) -> tuple[float, float]:
        return _number(lists.get(card.get("idList"), {}).get("pos")), _number(card.get("pos"))

    cards = [card for card in _rows(data["cards"]) if not card.get("closed")]
    cards = [card for card in cards if not lists.get(card.get("idList"), {}).get("closed")]
    return [
        Project(
            name=str(card.get("name") or ""),
            scope="\n\n".join(filter(None, (str(card.get("desc") or ""), str(card.get("shortUrl") or "")))),
            stage=str(lists.get(card.get("idList"), {}).get("name") or ""),
            finished=bool(card.get("dueComplete")),
            begins=day_or_moment(card.get("start")),
            due=day_or_moment(card.get("due")),
            who=[members[one] for one in card.get("idMembers") or () if members.get(one)],
            steps=list(_steps(card, checklists)),
            remarks=remarks.get(str(card.get("id")), []),
            files=len(_rows(card.get("attachments"))),
        )
        for card in sorted(cards, key=place)
    ]


def _steps(card: Json, checklists: Mapping[Any, Json]) -> Iterator[Step]:
    own = _rows(card.get("checklists")) or [
        one
        for key, one in checklists.items()
        if key in (card.get("idChecklists") or ()) or one.get("idCard") == card.get("id")
    ]
    for checklist in own:
        items = _rows(checklist.get("checkItems"))
        for item in sorted(items, key=lambda one: _number(one.get("pos"))):
            yield Step(
                uid=str(item.get("id") or ""),
                name=str(item.get("name") or ""),
                done=item.get("state") == "complete",
                finish=day_or_moment(item.get("due")),
            )


def _remarks(data: Json) -> dict[str, list[Remark]]:
    """Comments by card: an export has them among its actions, newest first; the API apart, by card."""
    found: dict[str, list[Remark]] = {}
    for action in _rows(data.get("actions")):
        if action.get("type") == "commentCard":
            card = _map(_map(action.get("data")).get("card")).get("id")
            found.setdefault(str(card), []).append(_remark(action))
    apart = data.get("comments")
    for card, comments in apart.items() if isinstance(apart, Mapping) else ():
        found.setdefault(str(card), []).extend(_remark(one) for one in _rows(comments))
    return {card: sorted(remarks, key=_when) for card, remarks in found.items()}


def _remark(action: Json) -> Remark:
    at = day_or_moment(action.get("date"))
    return Remark(
        by=_name(_map(action.get("memberCreator"))),
        text=str(_map(action.get("data")).get("text") or ""),
        at=at if isinstance(at, datetime) else None,
    )


def _when(remark: Remark) -> str:
    return remark.at.isoformat() if remark.at else ""


def _name(member: Json) -> str:
    return str(member.get("fullName") or member.get("username") or "")


def _rows(value: Any) -> Sequence[Json]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _map(value: Any) -> Json:
    return value if isinstance(value, Mapping) else {}


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
