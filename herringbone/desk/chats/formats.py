"""How a message looks to each chat. Names come from people, so they are never read as mark-up there.

Slack: incoming webhooks take `text` with links as `<address|words>`; `&`, `<` and `>` are written as entities, which
also keeps `<!channel>` from calling everybody. Teams: a workflow that starts "when a Teams webhook request is received"
takes a message whose attachment is an adaptive card, as did incoming webhooks; the text stands in text runs, which know
no Markdown. Connectors of Microsoft 365, which Microsoft retires, took message cards, with Markdown switched off here.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any

from herringbone.desk.models import ChatChannel

Format = ChatChannel.Format
Line = tuple[str, str]  # the words, and the address they open
CARD = "application/vnd.microsoft.card.adaptive"
SCHEMA = "http://adaptivecards.io/schemas/adaptive-card.json"


def message(form: str, lines: Sequence[Line], words_of_link: str) -> bytes:
    """The body that a chat of this format takes. `words_of_link` stands on a button, where words cannot be a link."""
    return json.dumps(_FORMATS[form](lines, words_of_link), separators=(",", ":")).encode()


def _slack(lines: Sequence[Line], _words_of_link: str) -> dict[str, Any]:
    text = "\n".join(f"<{url}|{_escaped(words)}>" for words, url in lines)
    return {"text": text, "unfurl_links": False, "unfurl_media": False}


def _escaped(words: str) -> str:
    plain = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return plain.replace("|", "¦")  # a bar would end the words of a link


def _teams(lines: Sequence[Line], _words_of_link: str) -> dict[str, Any]:
    body = [
        {
            "type": "RichTextBlock",
            "inlines": [{"type": "TextRun", "text": words, "selectAction": {"type": "Action.OpenUrl", "url": url}}],
        }
        for words, url in lines
    ]
    card = {"$schema": SCHEMA, "type": "AdaptiveCard", "version": "1.4", "body": body}
    return {"type": "message", "attachments": [{"contentType": CARD, "contentUrl": None, "content": card}]}


def _connector(lines: Sequence[Line], words_of_link: str) -> dict[str, Any]:
    return {
        "@type": "MessageCard",
        "@context": "https://schema.org/extensions",
        "summary": lines[0][0],
        "sections": [
            {
                "text": words,
                "markdown": False,
                "potentialAction": [
                    {"@type": "OpenUri", "name": words_of_link, "targets": [{"os": "default", "uri": url}]}
                ],
            }
            for words, url in lines
        ],
    }


_FORMATS: dict[str, Callable[[Sequence[Line], str], dict[str, Any]]] = {
    Format.SLACK: _slack,
    Format.TEAMS: _teams,
    Format.CONNECTOR: _connector,
}
