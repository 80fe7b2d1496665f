"""Replays what AWS answered (fixtures/aws) to a service, and prints `ok` or `not ok` for each case.

Usage: recorded.py sqs|sns. `{name.Member}`, `$json` and `$bytes` mean what they mean in
test/services/recorded.test.ts.
"""

import base64
import hashlib
import json
import os
import re
import sys

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError

ABSENT = object()

SESSION = boto3.Session()
CONFIG = Config(
    # The service must refuse the input, not the client.
    parameter_validation=False,
    retries={'total_max_attempts': 1},
)


def account_of(source):
    """Returns an account, and so queues and topics, for each case."""
    return str(int(hashlib.sha256(source.encode()).hexdigest(), 16))[:12]


def create_client(service, region, account):
    return SESSION.client(
        service,
        region_name=region,
        endpoint_url=os.environ['AWS_ENDPOINT_URL'],
        aws_access_key_id=account,
        aws_secret_access_key='test',
        config=CONFIG,
    )


def send(service, step, fields, account):
    """Returns the response, or a refusal with its code, type, status and message."""
    service = step.get('service', service)
    client = create_client(service, step.get('region', 'us-east-1'), account)
    client.meta.events.register(
        'before-send',
        lambda request, **_: request.headers.update(step.get('headers', {})),
    )
    known = client.meta.service_model.operation_model(step['call']).input_shape.members
    if 'MessageSystemAttributeNames' not in known and 'MessageSystemAttributeNames' in fields:
        # Clients from before its introduction have the name `AttributeNames` alone.
        fields = {**fields, 'AttributeNames': fields['MessageSystemAttributeNames']}
        del fields['MessageSystemAttributeNames']
    try:
        response = getattr(client, xform_name(step['call']))(**decode_bytes(fields))
    except ClientError as error:
        refusal = error.response['Error']
        is_query = client.meta.service_model.metadata['protocol'] == 'query'
        return {
            'code': refusal['Code'],
            # The query protocol has no `__type`.
            'type': ABSENT if is_query else refusal.get('QueryErrorCode', refusal['Code']),
            'status': error.response['ResponseMetadata']['HTTPStatusCode'],
            'message': refusal['Message'],
        }
    return {name: member for name, member in response.items() if name != 'ResponseMetadata'}


def decode_bytes(value):
    if isinstance(value, list):
        return [decode_bytes(each) for each in value]
    if not isinstance(value, dict):
        return value
    if '$bytes' in value:
        return base64.b64decode(value['$bytes'])
    return {name: decode_bytes(member) for name, member in value.items()}


def look_up(saved, path):
    found = saved
    for name in path.split('.'):
        if isinstance(found, list):
            found = found[int(name)]
        else:
            found = found.get(name) if isinstance(found, dict) else None
    return found


def fill(value, saved):
    """Replaces `{name.Member}` by values of earlier responses, and `{base64:…}` by its encoding."""

    def replace(match):
        found = look_up(saved, match[1])
        return found if isinstance(found, str) else match[0]

    if isinstance(value, str):
        filled = re.sub(r'\{(\w+(?:\.\w+)*)\}', replace, value)
        encoded = re.fullmatch(r'\{base64:(.*)\}', filled)
        return base64.b64encode(encoded[1].encode()).decode() if encoded else filled
    if isinstance(value, list):
        return [fill(each, saved) for each in value]
    if isinstance(value, dict):
        return {name: fill(member, saved) for name, member in value.items()}
    return value


def find_difference(actual, expected, path):
    """Returns where a response differs from the members that are expected; `null` means absent."""
    if expected is None:
        return None if actual is ABSENT else f'{path} is {actual!r}, expected absent'
    if actual is ABSENT:
        return f'{path} is absent, expected {expected!r}'
    if isinstance(expected, dict) and '$json' in expected:
        return find_difference(json.loads(actual), expected['$json'], path)
    if isinstance(expected, dict) and isinstance(actual, dict):
        members = [(name, actual.get(name, ABSENT), expected[name]) for name in expected]
    elif isinstance(expected, list) and isinstance(actual, list) and len(actual) == len(expected):
        members = [(index, *pair) for index, pair in enumerate(zip(actual, expected))]
    elif type(actual) is type(expected) and actual == expected:
        return None
    else:
        return f'{path} is {actual!r}, expected {expected!r}'
    differences = (
        find_difference(found, wanted, f'{path}.{name}') for name, found, wanted in members
    )
    return next((each for each in differences if each), None)


def find_error_difference(actual, error, saved, call):
    expected = {'code': error['code'], 'status': error['status']}
    if 'message' in error:
        expected['message'] = fill(error['message'], saved)
    if actual.get('type') is ABSENT:
        if 'queryMessage' in error:
            expected['message'] = fill(error['queryMessage'], saved)
    elif 'type' in error:
        expected['type'] = error['type']
    if 'firstLine' in error:
        first_line = str(actual.get('message')).split('\n')[0]
        if first_line != error['firstLine']:
            return f'{call} says {first_line!r}, expected {error["firstLine"]!r}'
    return find_difference(actual, expected, call)


def replay(service, source, steps):
    """Returns the first difference of a case, if any."""
    account = account_of(source)
    saved = {'account': account}
    for step in steps:
        call = step['call']
        actual = send(service, step, fill(step['input'], saved), account)
        if 'error' in step:
            difference = find_error_difference(actual, step['error'], saved, call)
        elif 'status' in actual:
            difference = f'{call} is refused: {actual}'
        else:
            difference = find_difference(actual, fill(step.get('output', {}), saved), call)
        if difference:
            return difference
        if 'save' in step:
            saved[step['save']] = actual
    return None


def main(service):
    with open(f'fixtures/aws/{service}.json', encoding='utf8') as file:
        cases = json.load(file)['cases']
    for case in cases:
        try:
            difference = replay(service, case['source'], case['steps'])
        except Exception as error:
            difference = repr(error)
        if difference:
            print(f'not ok {case["source"]}: {difference}')
        else:
            print(f'ok {case["source"]}')


main(sys.argv[1])
