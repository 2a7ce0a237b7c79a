"""The child process that sets documents. Run by `child.Typesetter`, alone in an empty folder, its memory limited.

It reads requests from standard input and answers on standard output, each a length in four bytes and that much
JSON. It imports nothing of Herringbone and is told everything it needs: there is nothing here to find.
"""

import base64
import json
import os
import resource
import select
import sys
from typing import Any

import typst

IDLE = 120  # seconds without a request after which the child ends
STANDARDS = ["ua-1", "a-3a"]


def main() -> None:
    """Serve requests until the parent goes, asks for nothing more, or has asked for enough."""
    memory, fonts, uses = int(sys.argv[1]), json.loads(sys.argv[2]), int(sys.argv[3])
    _limit(memory)
    compiler = typst.Compiler({"main.typ": b""}, root=os.getcwd(), font_paths=fonts, ignore_system_fonts=True)  # noqa: PTH109
    for _ in range(uses):
        request = _read()
        if request is None:
            return
        _write(_answer(compiler, request))


def _limit(memory: int) -> None:
    for what in (resource.RLIMIT_AS, resource.RLIMIT_DATA):
        try:
            resource.setrlimit(what, (memory, memory))
        except (ValueError, OSError):  # macOS knows the name but not the limit; time is still bounded
            continue


def _answer(compiler: Any, request: dict[str, Any]) -> dict[str, Any]:
    files = {name: text.encode() for name, text in request["files"].items()}
    pictures = {name: base64.b64decode(data) for name, data in request["pictures"].items()}
    kept = dict(pictures)
    try:
        try:
            pdf, conforms = _set(compiler, request, files, kept)
        except typst.TypstError:
            kept = {name: data for name, data in pictures.items() if _is_picture(compiler, data)}
            if len(kept) == len(pictures):
                raise
            pdf, conforms = _set(compiler, request, files, kept)
    except typst.TypstError as error:
        return {"error": str(error)[:500]}
    return {"pdf": base64.b64encode(pdf).decode(), "conforms": conforms, "left_out": sorted({*pictures} - {*kept})}


def _set(
    compiler: Any, request: dict[str, Any], files: dict[str, bytes], pictures: dict[str, bytes]
) -> tuple[bytes, bool]:
    """The PDF, and whether it keeps to the standards, which refuse a character that no font has (a smile, 日本).

    Such a document is set without their mark: tags, language, title and text are there all the same.
    """
    drawn = json.dumps({name: list(data) for name, data in pictures.items()})  # numbers: the one way in for bytes

    def compiled(standards: list[str]) -> bytes:
        pdf: bytes = compiler.compile(
            files,
            format="pdf",
            sys_inputs={"data": request["data"], "pictures": drawn},
            pdf_standards=standards,
            timestamp=request["moment"],
        )
        return pdf

    try:
        return compiled(STANDARDS), True
    except typst.TypstError:
        return compiled([]), False


def _is_picture(compiler: Any, data: bytes) -> bool:
    try:
        compiler.compile(
            {"main.typ": b"#image(bytes(json(bytes(sys.inputs.picture))))"},
            format="pdf",
            sys_inputs={"picture": json.dumps(list(data))},
        )
    except typst.TypstError:
        return False
    return True


def _read() -> dict[str, Any] | None:
    if not select.select([sys.stdin], [], [], IDLE)[0]:
        return None
    head = sys.stdin.buffer.read(4)
    if len(head) < 4:
        return None
    request: dict[str, Any] = json.loads(sys.stdin.buffer.read(int.from_bytes(head, "big")))
    return request


def _write(answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode()
    sys.stdout.buffer.write(len(data).to_bytes(4, "big") + data)
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
