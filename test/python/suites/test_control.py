"""Holds the control client to the OpenAPI document."""

import csv
import inspect
import io
import re

import pytest

from mturk_local import Control, ControlError, Emulator

#: Streams, files, pages and what only other programs of mturk-local use.
OMITTED = {
    "GET /_mturk/health",
    "GET /_mturk/openapi.json",
    "GET /_mturk/metrics",
    "GET /_mturk/overview",
    "GET /_mturk/stream",
    "GET /_mturk/backup",
    "POST /_mturk/proxies",
    "POST /_mturk/sessions",
    "POST /_mturk/tickets",
}


class RecordingControl(Control):
    def _request(self, operation, path, query, body, wait):
        self.sent = (operation, path, query, body or {})
        return b""


@pytest.fixture(scope="module")
def emulator():
    with Emulator() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def operations(emulator):
    document = emulator.control.send("GET /_mturk/openapi.json")
    schemas = document["components"]["schemas"]
    return {
        f"{method.upper()} {path}": read_operation(operation, schemas)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def read_operation(operation, schemas):
    content = operation.get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    if "$ref" in schema:
        schema = schemas[schema["$ref"].split("/")[-1]]
    query = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
    return query, set(schema.get("properties", {})), set(schema.get("required", []))


def methods():
    return [
        name
        for name, member in inspect.getmembers(Control, inspect.isfunction)
        if not name.startswith("_") and name != "send"
    ]


def camel(name):
    return re.sub(r"_(\w)", lambda found: found[1].upper(), name)


def record(name):
    """Calls a method with every argument that it declares."""
    control = RecordingControl("http://127.0.0.1:1")
    method = getattr(control, name)
    arguments = {
        parameter.name: 1 if parameter.name == "timeout" else "x"
        for parameter in inspect.signature(method).parameters.values()
        if parameter.kind is not parameter.VAR_KEYWORD
    }
    method(**arguments)
    return control.sent


@pytest.mark.parametrize("name", methods())
def test_a_method_sends_what_the_document_describes(name, operations):
    operation, path, query, body = record(name)

    parameters, properties, required = operations[operation]
    assert len(path) == operation.count("{")
    assert {camel(each) for each in query} <= parameters
    assert set(body) <= properties
    assert required <= set(body)


def test_every_method_and_every_omission_is_in_the_document(operations):
    covered = {record(name)[0] for name in methods()}

    assert covered | OMITTED <= set(operations)
    assert covered & OMITTED == set()


def test_a_csv_file_becomes_hits_and_returns_as_results(emulator):
    control = emulator.control
    template = "<p>Which animal is in ${picture}?</p><input name='animal'>"
    batch = control.create_batch(template, "picture\n1.png\n", "Animals", reward="0.10")
    [row] = control.batch_rows(batch["id"])["rows"]
    assignment = control.accept("A1WORKER", row["hitId"])
    control.submit("A1WORKER", assignment["id"], {"animal": "cat"})

    [result] = csv.DictReader(io.StringIO(control.batch_results(batch["id"])))
    reviewed = io.StringIO()
    writer = csv.DictWriter(reviewed, result)
    writer.writeheader()
    writer.writerow({**result, "Approve": "x"})
    summary = control.review_batch(batch["id"], reviewed.getvalue())

    assert (result["Input.picture"], result["Answer.animal"]) == ("1.png", "cat")
    assert summary == {"approved": 1, "rejected": 0, "unchanged": 0, "errors": []}
    assert control.batch(batch["id"])["approved"] == 1


def test_a_refusal_has_the_status_code_and_message(emulator):
    with pytest.raises(ControlError, match="There is no crowd missing") as refused:
        emulator.control.crowd("missing")

    assert (refused.value.status, refused.value.code) == (404, "NotFound")
