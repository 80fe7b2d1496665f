"""All lists by their paginators, polling for state changes, and errors outside the model."""

import time

import boto3
from botocore.exceptions import ClientError, ParamValidationError

from story_checks import Checks, accept, control, change_assignment

mturk = boto3.client('mturk')
NAMESPACE = 'http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas'
QUESTION = (
    f'<ExternalQuestion xmlns="{NAMESPACE}/2006-07-14/ExternalQuestion.xsd">'
    '<ExternalURL>https://example.com/task</ExternalURL><FrameHeight>0</FrameHeight></ExternalQuestion>'
)
WORK = {
    'Title': 'Draw a cat', 'Description': 'With a pencil', 'Reward': '0.10', 'Question': QUESTION,
    'AssignmentDurationInSeconds': 600, 'LifetimeInSeconds': 3600,
}
KNOWN_ANSWER = {'PolicyName': 'ScoreMyKnownAnswers/2011-09-01', 'Parameters': [
    {'Key': 'AnswerKey', 'MapEntries': [{'Key': 'cat', 'Values': ['miaow']}]},
]}
WORKERS = ('A1WORKER', 'A2WORKER', 'A3WORKER')
THREE = len(WORKERS)


def create_hit(**more):
    return mturk.create_hit(**{**WORK, **more})['HIT']


def submit(worker, hit_id):
    assignment_id = accept(worker, hit_id)
    change_assignment(worker, assignment_id, 'submit', {'answers': {'cat': 'miaow'}})
    return assignment_id


def create_type(name, **more):
    return mturk.create_qualification_type(
        Name=name, Description='x', QualificationTypeStatus='Active', **more,
    )['QualificationType']['QualificationTypeId']


def request_qualification(worker, type_id):
    return control(
        'POST', f'workers/{worker}/qualification-requests', {'qualificationTypeId': type_id},
    )['id']


def wait_until(condition):
    """Polls: Amazon's model has no waiters."""
    for _ in range(1000):
        if condition():
            return
        time.sleep(0.01)
    raise AssertionError('the condition did not become true in time')


def every_list_is_paginated():
    cats = create_type('Lists: cats')
    dogs = create_type('Lists: dogs')
    hit = create_hit(MaxAssignments=THREE, AssignmentReviewPolicy=KNOWN_ANSWER)
    for worker in WORKERS:
        assignment_id = submit(worker, hit['HITId'])
        mturk.send_bonus(WorkerId=worker, AssignmentId=assignment_id, BonusAmount='0.05', Reason='x')
        mturk.create_worker_block(WorkerId=worker, Reason='x')
        mturk.associate_qualification_with_worker(QualificationTypeId=cats, WorkerId=worker)
        request_qualification(worker, dogs)
        qualified_hit = create_hit(QualificationRequirements=[{'QualificationTypeId': cats, 'Comparator': 'Exists'}])
        mturk.update_expiration_for_hit(HITId=qualified_hit['HITId'], ExpireAt=0)
    for name, key, fields in (
        ('list_assignments_for_hit', 'Assignments', {'HITId': hit['HITId']}),
        ('list_bonus_payments', 'BonusPayments', {'HITId': hit['HITId']}),
        ('list_hits', 'HITs', {}),
        ('list_hits_for_qualification_type', 'HITs', {'QualificationTypeId': cats}),
        ('list_qualification_requests', 'QualificationRequests', {'QualificationTypeId': dogs}),
        ('list_qualification_types', 'QualificationTypes', {'MustBeRequestable': False}),
        ('list_reviewable_hits', 'HITs', {}),
        ('list_worker_blocks', 'WorkerBlocks', {}),
        ('list_workers_with_qualification_type', 'Qualifications', {'QualificationTypeId': cats}),
    ):
        assert mturk.can_paginate(name), name
        pages = list(mturk.get_paginator(name).paginate(**fields, PaginationConfig={'PageSize': 2}))
        sizes = [page['NumResults'] for page in pages]
        assert sizes == [len(page[key]) for page in pages], (name, sizes)
        assert sum(sizes) >= THREE and sizes[-1] == 0 and 0 not in sizes[:-1], (name, sizes)
        assert all('NextToken' in page for page in pages[:-1]) and 'NextToken' not in pages[-1], name
        whole = mturk.get_paginator(name).paginate(**fields, PaginationConfig={'PageSize': 100})
        assert [each for page in pages for each in page[key]] == whole.build_full_result()[key], name
        first = mturk.get_paginator(name).paginate(**fields, PaginationConfig={'MaxItems': 1, 'PageSize': 2})
        assert len(first.build_full_result()[key]) == 1, name
    for worker in WORKERS:
        mturk.delete_worker_block(WorkerId=worker)

    # botocore has no paginator for this list.
    pages, token = [], {}
    while True:
        page = mturk.list_review_policy_results_for_hit(HITId=hit['HITId'], MaxResults=1, **token)
        pages.append(page['AssignmentReviewReport'])
        if 'NextToken' not in page:
            break
        token = {'NextToken': page['NextToken']}
    scores = [result for page in pages for result in page['ReviewResults'] if result['Key'] == 'KnownAnswerScore']
    assert [score['Value'] for score in scores] == ['100'] * THREE, scores
    assert [len(page['ReviewActions']) for page in pages].count(1) == THREE


def state_changes_can_be_polled():
    hit_id = create_hit(MaxAssignments=2, AutoApprovalDelayInSeconds=60)['HITId']

    def status():
        return mturk.get_hit(HITId=hit_id)['HIT']['HITStatus']

    submit('A1WORKER', hit_id)
    assignment_id = accept('A2WORKER', hit_id)
    wait_until(lambda: status() == 'Unassignable')
    change_assignment('A2WORKER', assignment_id, 'return')
    wait_until(lambda: status() == 'Assignable')
    mturk.update_expiration_for_hit(HITId=hit_id, ExpireAt=0)
    wait_until(lambda: hit_id in [
        hit['HITId'] for page in mturk.get_paginator('list_reviewable_hits').paginate() for hit in page['HITs']
    ])
    control('POST', 'clock/advance', {'by': 'PT1M'})
    wait_until(lambda: mturk.list_assignments_for_hit(
        HITId=hit_id, AssignmentStatuses=['Approved'],
    )['NumResults'] == 1)
    mturk.delete_hit(HITId=hit_id)
    wait_until(lambda: status() == 'Disposed')
    name = 'Waited for'
    create_type(name)
    wait_until(lambda: mturk.list_qualification_types(MustBeRequestable=True, Query=name)['NumResults'] == 1)


def errors_that_are_not_modelled_are_client_errors():
    unknown_client = boto3.client('mturk', aws_access_key_id='fake key id', aws_secret_access_key='x')
    control('PUT', 'workers/A1WORKER', {})
    for code, call, fields in (
        ('ParameterValidationError', mturk.create_worker_block, {'WorkerId': 'A9STRANGER', 'Reason': 'x'}),
        ('ParameterValidationError', mturk.list_hits, {'NextToken': 'made-up'}),
        ('ParameterValidationError', mturk.create_hit, {**WORK, 'Question': '<x/>'}),
        ('ValidationException', mturk.create_worker_block, {'WorkerId': 'nonsense', 'Reason': 'x'}),
        ('UnrecognizedClientException', unknown_client.get_account_balance, {}),
    ):
        try:
            call(**fields)
        except mturk.exceptions.RequestError as error:
            raise AssertionError(f'{code} expected') from error
        except ClientError as error:
            assert error.response['Error']['Code'] == code, error.response
        else:
            raise AssertionError(f'{code} expected')
    try:
        mturk.list_hits(MaxResults=101)
    except ParamValidationError as error:
        assert 'MaxResults' in str(error)
    except ClientError as error:
        assert error.response['Error']['Code'] == 'ValidationException', error.response
    else:
        raise AssertionError('an error for MaxResults=101 expected')


checks = Checks()
for chapter in (
    every_list_is_paginated, state_changes_can_be_polled,
    errors_that_are_not_modelled_are_client_errors,
):
    checks.step(chapter.__name__)(chapter)
checks.end()
