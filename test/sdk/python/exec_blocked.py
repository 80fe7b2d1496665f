"""Calls to other services, of which only the caller's identity is answered, and an untrusting client."""

import ssl
import urllib.request

import boto3
from botocore.exceptions import ClientError

for name in ('sts', 's3', 'dynamodb'):
    client = boto3.client(name, endpoint_url=f'https://{name}.us-east-1.amazonaws.com')
    call = {
        'sts': 'get_caller_identity',
        's3': 'list_buckets',
        'dynamodb': 'list_tables',
    }[name]
    try:
        print(name, getattr(client, call)().get('Account'))
    except ClientError as error:
        print(name, error.response['Error']['Code'])

try:
    urllib.request.urlopen(
        'https://mturk-requester.us-east-1.amazonaws.com/',
        context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
    )
except urllib.error.URLError as error:
    print(type(error.reason).__name__)
