"""Runs the steps of the story, and calls the control API."""

import json
import os
import sys
import urllib.request


class Checks:
    """Runs the steps of the story and prints the result of each."""

    def __init__(self):
        self.passed = self.failed = 0

    def step(self, name):
        def run(work):
            try:
                work()
                self.passed += 1
                print(f'ok {name}', flush=True)
            except Exception as error:
                self.failed += 1
                why = f'{type(error).__name__} {error}'.replace('\n', ' ')
                print(f'not ok {name}: {why}', flush=True)
        return run

    def end(self):
        print(f'{self.passed} passed, {self.failed} failed')
        sys.exit(1 if self.failed else 0)


def assert_equal(actual, expected):
    assert actual == expected, f'{actual!r} instead of {expected!r}'


def control(method, path, body=None):
    request = urllib.request.Request(
        f"{os.environ['AWS_ENDPOINT_URL']}/_mturk/{path}", method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={'Content-Type': 'application/json'},
    )
    text = urllib.request.urlopen(request).read()
    return json.loads(text) if text else None


def accept(worker, hit_id):
    """A worker accepts a HIT; returns the ID of the assignment."""
    return control('POST', f'workers/{worker}/accept', {'hitId': hit_id})['id']


def change_assignment(worker, assignment_id, action, body=None):
    """A worker submits or returns an assignment."""
    control('POST', f'workers/{worker}/assignments/{assignment_id}/{action}', body or {})
