"""A real server on loopback that speaks the chat completions of OpenAI and answers what it is told to."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = str | bytes | int | dict[str, Any] | Callable[["Chat", BaseHTTPRequestHandler], None]
"""What is answered: words of the model, raw bytes, a status, a whole completion, or whatever a function sends."""


@dataclass
class Chat:
    """A language model that answers with what was recorded, one reply a request, the last again and again."""

    replies: Sequence[Reply]
    url: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request, and remember it."""
        self.headers.append(dict(handler.headers.items()))
        self.bodies.append(json.loads(handler.rfile.read(int(handler.headers["Content-Length"]))))
        reply = self.replies[min(len(self.bodies), len(self.replies)) - 1]
        if callable(reply):
            reply(self, handler)
        elif isinstance(reply, int):
            send(handler, b'{"error": {"message": "no"}}', reply)
        else:
            send(
                handler, reply if isinstance(reply, bytes) else json.dumps(completion(reply) if isinstance(reply, str) else reply).encode()
            )


def completion(words: str | None, *, asked: int = 900, written: int = 100, **message: Any) -> dict[str, Any]:
    """A whole chat completion, as servers send it."""
    choice = {
        "index": 0,
        "finish_reason": message.pop("finish_reason", "stop"),
        "message": {"role": "assistant", "content": words, **message},
    }
    usage = {"prompt_tokens": asked, "completion_tokens": written, "total_tokens": asked + written}
    return {"id": "x", "object": "chat.completion", "model": "recorded", "choices": [choice], "usage": usage}


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """Send a whole answer."""
    handler.send_response(status)
    for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def chat(*replies: Reply) -> Iterator[Chat]:
    """The server, as long as it is needed."""
    model = Chat(replies)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.path == "/v1/chat/completions"
            model.answer(self)

        def log_message(self, format: str, *args: object) -> None:  # noqa: ARG002 — as the base has it
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield model
    finally:
        model.over.set()
        server.shutdown()
        thread.join()
        server.server_close()
