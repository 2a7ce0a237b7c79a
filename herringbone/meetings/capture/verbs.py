"""How a step that was said of somebody reads as their task: "Marta sends the cut" gives her "send the cut"."""

# English verbs that are no noun as they are said of one person: "calls", "prints" and "signs" may be things. An Italian
# verb stays: most sound the same as a request.
_SURE = """
adapt add approve arrange ask begin bring choose clarify collect compare complete confirm correct decide deliver discuss
distribute explain find finish forward get give go inform introduce invite keep obtain organise organize pay prepare
propose provide publish put read remove replace resend see send speak submit tell translate verify wait write
"""


def _said_of_one(verb: str) -> str:
    if verb.endswith("fy"):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if verb.endswith(("o", "s", "sh")) else f"{verb}s"


_BASE = {_said_of_one(verb): verb for verb in _SURE.split()}


def as_task(what: str) -> str:
    """The step with its verb as a task has it; as it was said, where its first word is not surely a verb."""
    first, space, rest = what.partition(" ")
    base = _BASE.get(first.lower())
    if base is None:
        return what
    return f"{base.capitalize() if first[0].isupper() else base}{space}{rest}"
