"""The protocol, as the SDK speaks it: each request is answered by a server of its own, which nothing outlives."""

import asyncio
import logging
from collections.abc import MutableMapping
from typing import Any

from flask import Response, request
from mcp.server.lowlevel import Server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp.types import CallToolResult, ListToolsResult, TextContent, Tool, ToolAnnotations
from msgspec import json

from webapp.mcp.tools import tools

INSTRUCTIONS = (
    "An index of knowledge on social protection. Cite a record by its `page` here, with the version of the index where "
    "counts matter. Answers in `lang`; nothing can be changed here."
)
READING = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
Message = MutableMapping[str, Any]


def answer(body: bytes, largest: int) -> Response:
    """To the request at hand, in this thread: what the tools ask sees it as its own."""
    sent: list[Message] = []

    async def speak() -> None:
        waiting = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> Message:
            if not waiting:
                await asyncio.Event().wait()  # whoever asked goes on waiting for the answer
            return waiting.pop()

        async def send(message: Message) -> None:
            sent.append(message)

        manager = StreamableHTTPSessionManager(
            _server(), json_response=True, stateless=True, max_request_body_size=largest
        )
        async with manager.run():
            await manager.handle_request(_scope(), receive, send)

    asyncio.run(speak())
    head, *rest = sent
    headers = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in head["headers"]]
    return Response(b"".join(part.get("body", b"") for part in rest), head["status"], headers)


def _scope() -> dict[str, Any]:
    headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in request.headers]
    return {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method, "scheme": "http",
        "path": request.path, "raw_path": request.path.encode(), "query_string": b"", "root_path": "",
        "headers": headers, "client": None, "server": None,
    }  # fmt: skip


def _server() -> Server[Any]:
    logging.getLogger("mcp").setLevel(logging.CRITICAL)  # it would quote what is asked, which is in no log of ours
    known = tools()

    async def listed(_: Any, __: Any) -> ListToolsResult:
        return ListToolsResult(
            tools=[
                Tool(name=t.name, title=t.title, description=t.description, input_schema=t.schema, annotations=READING)
                for t in known.values()
            ]
        )

    async def called(_: Any, asked: Any) -> CallToolResult:
        tool = known.get(asked.name)
        right, told = tool.call(asked.arguments or {}) if tool else (False, {"errors": [f"Tools: {', '.join(known)}."]})
        text = json.encode(told).decode() if right else "\n".join(told["errors"])
        return CallToolResult(content=[TextContent(type="text", text=text)], is_error=not right)

    return Server(
        "social-protection-index", version="1", title="Social Protection Index", instructions=INSTRUCTIONS,
        on_list_tools=listed, on_call_tool=called,
    )  # fmt: skip
