"""Every error that claimgraph raises on purpose.

ClaimgraphError
├── InputError              what came in cannot be used: says what, where and how to mend it
│   ├── LimitError          too large, too deep, too slow: a cap was reached
│   ├── UnreadableError     bytes that are not the text they claim to be
│   └── FetchError          a URL that may not or cannot be fetched
├── NotFoundError           no such node, or not yet at that entry of the journal
├── ConflictError           the change does not fit what the store holds
├── AccessError             no key, or a key without the scope
├── ModelError              a language model that did not answer; no reading is lost by it
├── QueryError              a SPARQL query that is refused or wrong
│   ├── QueryForbiddenError     SERVICE, LOAD, updates
│   ├── QueryLimitError         deadline, memory or size
│   └── QueryUnavailableError   no worker could answer: try again
│       └── IndexBehindError        the SPARQL index is being built: try again later
└── StoreError              the store cannot be opened, written or trusted
"""


class ClaimgraphError(Exception):
    """The base of all; `code` is a stable word for programs, the message is for people."""

    code = "error"

    def __init__(self, message: str, *, code: str | None = None) -> None:
        super().__init__(message)
        if code is not None:
            self.code = code


class InputError(ClaimgraphError):
    """What came in cannot be used; the message says what, where and how to mend it."""

    code = "bad-input"


class LimitError(InputError):
    """A cap on size, depth or time was reached."""

    code = "limit"


class UnreadableError(InputError):
    """The bytes are not a text that can be read."""

    code = "unreadable"


class FetchError(InputError):
    """A URL that may not be fetched, or whose server did not answer well."""

    code = "fetch-refused"


class NotFoundError(ClaimgraphError):
    """No such node."""

    code = "not-found"


class ConflictError(ClaimgraphError):
    """The change does not fit what the store holds."""

    code = "conflict"


class AccessError(ClaimgraphError):
    """No key, a wrong key, or a key without the scope that the request needs."""

    code = "access-denied"


class ModelError(ClaimgraphError):
    """A language model did not answer, or may be asked no more; caught where it is asked."""

    code = "model"


class QueryError(ClaimgraphError):
    """A SPARQL query that is wrong."""

    code = "query-wrong"


class QueryForbiddenError(QueryError):
    """A SPARQL query that asks for what is not allowed: SERVICE, LOAD or an update."""

    code = "query-forbidden"


class QueryLimitError(QueryError):
    """A SPARQL query that is too long, too deep, too slow or needs too much memory."""

    code = "query-limit"


class QueryUnavailableError(QueryError):
    """No worker could answer now; the same query may be tried again."""

    code = "query-unavailable"
    retry_after = 1
    """After how many seconds it is worth trying again."""


class IndexBehindError(QueryUnavailableError):
    """The SPARQL index does not hold yet what it must before anybody is answered from it; it is being brought up to that."""

    code = "index-behind"

    def __init__(self, message: str, *, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class StoreError(ClaimgraphError):
    """The store cannot be opened, written or trusted."""

    code = "store"
