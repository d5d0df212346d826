"""The one place that talks to a language model: an OpenAI-compatible endpoint, chosen by whoever runs claimgraph.

As that address was set and not read in a text, it may be private; but no redirect is followed, no tool is offered, and what
comes back is bytes from outside, with a cap on their number and on the time that they take.
"""

import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import httpx2
import msgspec

from claimgraph import __version__
from claimgraph.errors import InputError, ModelError

MOST_BYTES = 2_000_000
"""The longest answer that is read."""
_NAME = re.compile(r"[\w./:+-]{1,120}")
_KEY = re.compile(r"[!-~]{1,2000}")
_OTHER_FORM = frozenset({400, 415, 422, 501})
"""With these, servers refuse a request whose options they do not know."""
_ADVICE: Mapping[int, str] = MappingProxyType(
    {
        401: "see CLAIMGRAPH_LLM_KEY",
        403: "see CLAIMGRAPH_LLM_KEY",
        404: "see CLAIMGRAPH_LLM_URL and CLAIMGRAPH_LLM_MODEL",
        429: "it has had too many requests; add the document later",
    }
)

Message = Mapping[str, str]
"""One message of a conversation: its role and its content."""


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model behind an endpoint, and what it may take: seconds, and for each document tokens and cost.

    `url` is what stands before `/chat/completions`. Prices are for a million tokens, in any one unit; where both are 0 there is
    no cost to count. The key is in no representation of this value. Raises InputError where the endpoint cannot be used so.
    """

    url: str
    name: str
    version: str = "unstated"
    key: str | None = field(default=None, repr=False)
    seconds: float = 120.0
    document_seconds: float = 600.0
    most_tokens: int = 100_000
    most_cost: float | None = None
    input_price: float = 0.0
    output_price: float = 0.0

    def __post_init__(self) -> None:
        """Refuse an address, a name or a key that no request can be made of."""
        try:
            target = httpx2.URL(self.url)
        except httpx2.InvalidURL as error:
            raise InputError("CLAIMGRAPH_LLM_URL is no address; one looks like http://127.0.0.1:8080/v1") from error
        if target.scheme not in {"http", "https"} or not target.host or target.userinfo or target.query or target.fragment:
            raise InputError("CLAIMGRAPH_LLM_URL must look like http://127.0.0.1:8080/v1; a key goes into CLAIMGRAPH_LLM_KEY")
        if not _NAME.fullmatch(self.name) or not _NAME.fullmatch(self.version):
            raise InputError("CLAIMGRAPH_LLM_MODEL and CLAIMGRAPH_LLM_VERSION may hold letters, digits and . / : + - _, up to 120")
        if self.key is not None and not _KEY.fullmatch(self.key):
            raise InputError("CLAIMGRAPH_LLM_KEY holds characters that no header may hold: look for spaces and line ends")

    @property
    def judge(self) -> str:
        """Who stands behind what the model proposes."""
        return f"model:{self.name}@{self.version}"

    @property
    def is_priced(self) -> bool:
        """Whether tokens cost anything that is known."""
        return bool(self.input_price or self.output_price)

    def cost(self, input_tokens: int, output_tokens: int) -> float:
        """What so many tokens cost, in the unit of the prices."""
        return (input_tokens * self.input_price + output_tokens * self.output_price) / 1_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model wrote, and the tokens that were counted; `problem` says why it wrote nothing that can be used, or is ""."""

    text: str
    input_tokens: int
    output_tokens: int
    problem: str = ""


class _Message(msgspec.Struct):
    content: str | None = None
    refusal: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    usage: _Usage | None = None


@dataclass(slots=True)
class Endpoint:
    """A model that is being asked; it remembers which form of request its server takes."""

    model: LanguageModel
    schema: Mapping[str, Any]
    form: int = 0

    def ask(self, messages: Sequence[Message], *, most_output: int, seconds: float) -> Answer:
        """The answer to these messages, within so many tokens and seconds; raises ModelError where there is none."""
        deadline = time.monotonic() + seconds
        while True:
            options = self._forms(most_output)[self.form]
            body = msgspec.json.encode({"model": self.model.name, "messages": list(messages), **options})
            status, data = self._post(body, deadline, seconds)
            if status == httpx2.codes.OK:
                return self._answer(messages, data)
            if status not in _OTHER_FORM or self.form + 1 == len(self._forms(0)):
                raise ModelError(_refusal(status))
            self.form += 1

    def _forms(self, most_output: int) -> tuple[dict[str, Any], ...]:
        """The options of a request as servers of today, of newer models and of older kinds take them."""
        schema = {"type": "json_schema", "json_schema": {"name": "reading", "strict": True, "schema": self.schema}}
        plain = {"temperature": 0, "max_tokens": most_output}
        return ({**plain, "response_format": schema}, {"max_completion_tokens": most_output, "response_format": schema}, plain)

    def _post(self, body: bytes, deadline: float, seconds: float) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity", "User-Agent": f"claimgraph/{__version__}"}
        if self.model.key is not None:
            headers["Authorization"] = f"Bearer {self.model.key}"
        url = f"{self.model.url.rstrip('/')}/chat/completions"
        try:
            with (
                httpx2.Client(trust_env=False, timeout=max(deadline - time.monotonic(), 0.01), follow_redirects=False) as client,
                client.stream("POST", url, content=body, headers=headers) as response,
            ):
                return response.status_code, _body(response, deadline, seconds) if response.status_code == httpx2.codes.OK else b""
        except httpx2.TimeoutException as error:
            raise ModelError(_late(seconds)) from error
        except httpx2.HTTPError as error:  # its words may repeat a header
            raise ModelError(f"it could not be asked ({type(error).__name__}): see CLAIMGRAPH_LLM_URL") from error

    def _answer(self, messages: Sequence[Message], data: bytes) -> Answer:
        asked = tokens_of(messages)
        if self.model.key is not None and self.model.key.encode() in data:
            return Answer("", asked, 0, "its answer repeats the key, and was not read")
        try:
            completion = msgspec.json.decode(data, type=_Completion)
        except (msgspec.MsgspecError, RecursionError, ValueError):
            return Answer("", asked, len(data) // 3, "its answer is no chat completion")
        usage = completion.usage or _Usage(asked, len(data) // 3)
        text, problem = _content(completion.choices)
        return Answer(text, max(0, usage.prompt_tokens), max(0, usage.completion_tokens), problem)


def tokens_of(messages: Sequence[Message]) -> int:
    """About how many tokens messages take: rather too many, one for three bytes."""
    return sum(len(message["content"].encode()) // 3 + 8 for message in messages)


def _content(choices: Sequence[_Choice]) -> tuple[str, str]:
    """What was written, or why it cannot be used."""
    if not choices:
        return "", "it gave no answer"
    first = choices[0]
    if first.message.refusal:
        return "", "it refused to answer"
    if first.finish_reason == "length":
        return "", "its answer is cut where its tokens ended"
    return (first.message.content, "") if first.message.content else ("", "it gave an answer without words")


def _body(response: httpx2.Response, deadline: float, seconds: float) -> bytes:
    """The bytes of an answer as they came, packed or not: a packed one that was not asked for is no JSON."""
    parts, size = [], 0
    for part in response.iter_raw():
        size += len(part)
        if size > MOST_BYTES:
            raise ModelError(f"its answer is longer than {MOST_BYTES:,} bytes")
        if time.monotonic() > deadline:
            raise ModelError(_late(seconds))
        parts.append(part)
    return b"".join(parts)


def _late(seconds: float) -> str:
    return f"it took more than {seconds:,.0f} s (CLAIMGRAPH_LLM_SECONDS, CLAIMGRAPH_LLM_DOCUMENT_SECONDS)"


def _refusal(status: int) -> str:
    if 300 <= status < 400:
        return f"its endpoint answered {status}, a redirect, which is not followed: give the final address as CLAIMGRAPH_LLM_URL"
    advice = f": {_ADVICE[status]}" if status in _ADVICE else ""
    return f"its endpoint answered {status}{advice}"
