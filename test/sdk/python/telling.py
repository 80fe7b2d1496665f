"""How a program tells the story, and what Amazon has no API for."""

import json
import os
import sys
import urllib.request


class Checks:
    """Takes the steps of the story one by one, and says how each went."""

    def __init__(self):
        self.passed = self.failed = 0

    def step(self, name):
        def take(work):
            try:
                work()
                self.passed += 1
                print(f'ok {name}', flush=True)
            except Exception as error:
                self.failed += 1
                why = f'{type(error).__name__} {error}'.replace('\n', ' ')
                print(f'not ok {name}: {why}', flush=True)
        return take

    def end(self):
        print(f'{self.passed} passed, {self.failed} failed')
        sys.exit(1 if self.failed else 0)


def same(found, wanted):
    assert found == wanted, f'{found!r} and not {wanted!r}'


def control(method, path, body=None):
    request = urllib.request.Request(
        f"{os.environ['AWS_ENDPOINT_URL']}/_mturk/{path}", method=method,
        data=None if body is None else json.dumps(body).encode(),
        headers={'Content-Type': 'application/json'},
    )
    text = urllib.request.urlopen(request).read()
    return json.loads(text) if text else None


def accept(worker, hit_id):
    """Has a worker accept a HIT; gives the ID of the assignment."""
    return control('POST', f'workers/{worker}/accept', {'hitId': hit_id})['id']


def done(worker, assignment_id, what, body=None):
    """Has a worker submit an assignment, or return it."""
    control('POST', f'workers/{worker}/assignments/{assignment_id}/{what}', body or {})
