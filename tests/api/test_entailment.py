"""A model of entailment on the command line and behind the server: off unless a folder is set, asked by the processes that read."""

import json
from pathlib import Path

import pytest
from entailing import make_model
from fastapi.testclient import TestClient

from claimgraph.errors import InputError
from claimgraph_api.app import create_app
from claimgraph_api.settings import Settings, load_settings
from forking import warm

TEXT = (
    "The lock at Tolven burst on Thursday. The pump was running for hours, the keeper said. The pump did not start for hours, a diver said."
)


def test_read_and_add_propose_what_the_model_in_a_folder_holds_unless_models_are_left_out(tmp_path: Path) -> None:
    folder = str(make_model(tmp_path / "tiny"))
    read = warm().run("read", "-", "--json", stdin=TEXT.encode(), CLAIMGRAPH_NLI=folder)
    left = warm().run("read", "-", "--json", "--no-model", stdin=TEXT.encode(), CLAIMGRAPH_NLI=folder)
    judges = [[link["judge"] for link in json.loads(done.stdout)["links"]] for done in (read, left)]
    assert any(judge.startswith("model:tiny@") for judge in judges[0])
    assert not any(judge.startswith("model:") for judge in judges[1])


@pytest.mark.parametrize("readers", [0, 1])
def test_the_server_keeps_what_the_model_proposes_with_its_name(tmp_path: Path, readers: int) -> None:
    settings = Settings(store=str(tmp_path / "data"), readers=readers, nli=make_model(tmp_path / "tiny"))
    with TestClient(create_app(settings), base_url="http://127.0.0.1:8000") as client:
        document = client.post("/v1/documents", json={"text": TEXT}).json()["document"]
        links = client.get("/v1/links").json()["items"]
    (link,) = (link for link in links if link["judge"].startswith("model:tiny@"))
    assert link["status"] == "proposed"
    assert document


def test_a_folder_that_is_unfit_ends_the_start_with_one_line_that_says_why(tmp_path: Path) -> None:
    server = create_app(Settings(store=str(tmp_path / "data"), nli=tmp_path))
    with pytest.raises(InputError, match="no folder of a model"), TestClient(server):
        pass
    for command in (("add", "-", "--store", str(tmp_path / "data")), ("read", "-")):
        done = warm().run(*command, stdin=TEXT.encode(), CLAIMGRAPH_NLI=str(tmp_path))
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (1, b"", 1)
        assert b"no folder of a model" in done.stderr


def test_no_model_of_entailment_is_loaded_where_none_is_set() -> None:
    assert load_settings().inference_model is None
