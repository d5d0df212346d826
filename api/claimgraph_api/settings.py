"""What can be set: the environment (`CLAIMGRAPH_…`) wins over these defaults; an unknown name given in code is an error."""

import ipaddress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from claimgraph.errors import InputError

if TYPE_CHECKING:  # loaded where one is set
    from claimgraph.extract.llm import LanguageModel
    from claimgraph.ingest.inference import Inference


def is_loopback(host: str) -> bool:
    """Whether a host, by name or address, is this machine alone.

    >>> is_loopback("localhost"), is_loopback("127.0.0.2"), is_loopback("[::1]"), is_loopback("127.0.0.1.example.org")
    (True, True, True, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


PAGES_AHEAD = 1_500


class Settings(BaseSettings):
    """How one server runs."""

    model_config = SettingsConfigDict(env_prefix="CLAIMGRAPH_", extra="forbid", frozen=True)

    store: str = Field(default="./claimgraph-data", description="The folder or database URL of the record.")
    host: str = Field(default="127.0.0.1", description="The address that the server listens on; beyond loopback every request needs a key.")
    port: int = Field(default=8000, ge=0, le=65535)
    base: str = Field(default="http://127.0.0.1:8000/", description="What the IRIs of nodes begin with, in RDF and SPARQL.")
    index: Path | None = Field(
        default=None,
        description="The folder of the SPARQL index: beside the record where none is given, or temporary where that is on a server.",
    )
    allow_anonymous_read: bool = Field(default=False, description="Whether reading needs no key beyond loopback.")
    allow_private_urls: bool = Field(default=False, description="Whether documents may be fetched from private addresses.")
    heartbeat_seconds: float = Field(default=15.0, gt=0, description="How often an idle event stream sends a comment.")
    most_upload_bytes: int = Field(default=12_000_000, gt=0)
    most_import_bytes: int = Field(default=4_000_000_000, gt=0, description="The largest table that one request imports.")
    readers: int = Field(
        default=2,
        ge=0,
        le=64,
        description="How many processes read texts beside the server, with one more that stores them; 0: the server does it itself.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        le=64,
        description="1: the server answers all by itself; else so many processes beside it answer those who read.",
    )
    ahead: int | None = Field(
        default=None,
        ge=0,
        le=100_000,
        description="How many pages, those that most turn to, are made before anybody asks, while nobody asks for anything; 0: none.",
    )
    sparql_seconds: float = Field(default=10.0, gt=0)
    sparql_memory: int = Field(default=1_000_000_000, gt=0, description="Bytes of memory that one SPARQL worker may use.")
    sparql_workers: int = Field(default=2, ge=1, le=64)
    sparql_past_nodes: int = Field(
        default=1_000_000, ge=0, description="How many nodes the SPARQL indexes of past moments may have together; 0: none is made."
    )
    llm_url: str | None = Field(default=None, description="Where a language model answers, up to /chat/completions; none where not set.")
    llm_model: str | None = Field(default=None, description="The name of the model there.")
    llm_version: str = Field(default="unstated", description="The version that stands beside its name as judge.")
    llm_key: SecretStr | None = Field(default=None, description="The key that the endpoint asks for.")
    llm_seconds: float = Field(default=120.0, gt=0, description="How long one answer may take.")
    llm_document_seconds: float = Field(default=600.0, gt=0, description="How long all answers on one document may take.")
    llm_most_tokens: int = Field(default=100_000, gt=0, description="How many tokens one document may take, questions and answers.")
    llm_most_cost: float | None = Field(default=None, ge=0, description="What one document may cost, in the unit of the prices.")
    llm_input_price: float = Field(default=0.0, ge=0, description="The price of a million tokens of questions.")
    llm_output_price: float = Field(default=0.0, ge=0, description="The price of a million tokens of answers.")

    nli: Path | None = Field(default=None, description="The folder of a model of entailment; none is asked where not set.")
    nli_most_pairs: int = Field(default=300, gt=0, le=10_000, description="Of how many pairs of claims of one document it is asked.")

    @cached_property  # every request asks it
    def on_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def pages_ahead(self) -> int:
        """How many pages are made before anybody asks: unless it is set none where several processes answer, as each makes its own."""
        return self.ahead if self.ahead is not None else PAGES_AHEAD if self.workers == 1 else 0

    @property
    def store_folder(self) -> Path | None:
        """The folder of the record: None for a record on a server."""
        return None if "://" in self.store else Path(self.store)

    @property
    def jobs_folder(self) -> Path | None:
        """Where imports wait: None is in a temporary folder, for a record on a server."""
        return self.store_folder and self.store_folder / "imports"

    @property
    def index_folder(self) -> Path | None:
        """Where the SPARQL index lies: None is in a temporary folder, for a record on a server where none is given."""
        return self.index or (self.store_folder and self.store_folder / "sparql")

    @property
    def language_model(self) -> "LanguageModel | None":
        """The model that proposes more than the rules read, None where none is set; raises InputError where it is half set."""
        if self.llm_url is None and self.llm_model is None:
            return None
        if not self.llm_url or not self.llm_model:
            raise InputError("a language model needs both CLAIMGRAPH_LLM_URL and CLAIMGRAPH_LLM_MODEL")
        if self.llm_most_cost is not None and not (self.llm_input_price or self.llm_output_price):
            raise InputError("CLAIMGRAPH_LLM_MOST_COST needs CLAIMGRAPH_LLM_INPUT_PRICE and CLAIMGRAPH_LLM_OUTPUT_PRICE")
        from claimgraph.extract.llm import LanguageModel

        return LanguageModel(
            self.llm_url,
            self.llm_model,
            self.llm_version,
            self.llm_key.get_secret_value() if self.llm_key else None,
            seconds=self.llm_seconds,
            document_seconds=self.llm_document_seconds,
            most_tokens=self.llm_most_tokens,
            most_cost=self.llm_most_cost,
            input_price=self.llm_input_price,
            output_price=self.llm_output_price,
        )

    @property
    def inference_model(self) -> "Inference | None":
        """The model of entailment that is asked about what is read, None where none is set; raises InputError where it is unfit."""
        if self.nli is None:
            return None
        from claimgraph.ingest.inference import Inference
        from claimgraph.link.entailment import EntailmentModel

        EntailmentModel.load(self.nli)
        return Inference(str(self.nli.absolute()), self.nli_most_pairs)


def load_settings(**given: object) -> Settings:
    """The settings as the environment and these say; raises InputError that names each that cannot be used."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks each value
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors())
        raise InputError(f"a setting cannot be used: {faults}") from error
