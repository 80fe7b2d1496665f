"""Starts a celery worker, sends it tasks and prints their results."""

import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as results:
    os.environ['RESULTS'] = results
    from celery_tasks import add, succeed_at_second_attempt

    worker = subprocess.Popen(
        [sys.executable, '-m', 'celery', '-A', 'celery_tasks', 'worker', '--pool', 'solo', '--loglevel', 'WARNING'],
        cwd=os.path.dirname(__file__),
        stdout=sys.stderr,
    )
    try:
        sums = [add.delay(number, 10) for number in range(3)]
        print([each.get(timeout=60) for each in sums])
        print(add.apply_async((1, 2), countdown=1).get(timeout=60))
        print(succeed_at_second_attempt.delay().get(timeout=60))
    finally:
        worker.terminate()
        print('exit code', worker.wait(timeout=30))
