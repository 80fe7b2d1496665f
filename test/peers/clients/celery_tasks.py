"""Tasks for a celery worker whose broker is SQS."""

import os

from celery import Celery

app = Celery('celery_tasks', broker='sqs://', backend='file://' + os.environ['RESULTS'])
app.conf.broker_transport_options = {
    'region': 'us-east-1',
    'visibility_timeout': 60,
    'wait_time_seconds': 2,
}
app.conf.task_default_queue = 'celery-tasks'
app.conf.worker_enable_remote_control = False


@app.task
def add(x, y):
    return x + y


@app.task(bind=True, max_retries=3)
def succeed_at_second_attempt(self):
    if self.request.retries == 0:
        raise self.retry(countdown=1)
    return f'attempt {self.request.retries + 1}'
