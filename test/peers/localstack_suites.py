"""A plugin of pytest: runs LocalStack's tests of SQS and SNS against another emulator."""

import os
import re
from collections import Counter
from urllib.parse import urlparse

import pytest
from localstack import constants

# The tests send their own HTTP requests to this port.
constants.DEFAULT_PORT_EDGE = urlparse(os.environ['AWS_ENDPOINT_URL']).port

# What the emulator does not have.
OUT_OF_SCOPE = re.compile(
    '|'.join(
        [
            'SMS|sms|phone',
            'Platform|platform',
            'Lambda|lambda',
            'kms|KMS|sse_',
            'iam|IAM',
            'cloudformation',
            'data_protection',
            'archive|Archive|replay',
            'Firehose|firehose',
            'SubscriptionSES',
        ]
    )
)


def pytest_collection_modifyitems(config, items):
    validated = [item for item in items if item.get_closest_marker('aws_validated')]
    selected = [item for item in validated if not OUT_OF_SCOPE.search(item.nodeid)]
    config.hook.pytest_deselected(items=[item for item in items if item not in selected])
    items[:] = selected


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter):
    stats = terminalreporter.stats
    for outcome in ('passed', 'failed', 'error', 'skipped', 'xfailed', 'xpassed'):
        suites = Counter(report.nodeid.split('::')[0] for report in stats.get(outcome, []))
        for suite, count in suites.items():
            print(f'\ncount {suite} {outcome} {count}', end='')
    for outcome in ('failed', 'error', 'xpassed'):
        for nodeid in sorted({report.nodeid for report in stats.get(outcome, [])}):
            print(f'\nfailure {nodeid}', end='')
    print()
