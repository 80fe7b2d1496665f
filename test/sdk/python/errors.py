"""Error responses and injected faults."""

from botocore.exceptions import ClientError

from requester import (
    QUESTION, TYPE, create_hit, create_qualification_type, mturk, get_score, send, send_bonus,
)
from story_checks import control, assert_equal


def expect_error(error_type, code, call, **fields):
    """Makes a call that must fail with this error type, and TurkErrorCode if it has one."""
    try:
        call(**fields)
    except ClientError as error:
        found = error.response['Error']
        assert_equal([found['Code'], error.response.get('TurkErrorCode')], [error_type, code])
        modelled = getattr(mturk.exceptions, error_type) if code else ClientError
        assert isinstance(error, modelled), type(error)
        assert_equal(error.response['ResponseMetadata']['HTTPStatusCode'],
             500 if error_type in ('ServiceFault', 'InternalFailure') else 400)
        assert found['Message'], error.response
        return error
    raise AssertionError(f'{error_type} expected')


def twice(call):
    def calls(*args, **fields):
        call(*args, **fields)
        call(*args, **fields)
    return calls


def run_errors(step, cats, approved):
    def error_step(code, call, **fields):
        step(code)(lambda: expect_error('RequestError', f'AWS.MechanicalTurk.{code}', call, **fields))

    error_step('HITDoesNotExist', mturk.get_hit, HITId='3NONE')
    error_step('HITTypeDoesNotExist', mturk.create_hit_with_hit_type,
            HITTypeId='3NONE', LifetimeInSeconds=3600, Question=QUESTION)
    error_step('HITLayoutDoesNotExist', mturk.create_hit,
            **TYPE, LifetimeInSeconds=3600, HITLayoutId='3NONE')
    error_step('HitAlreadyExists', twice(create_hit), UniqueRequestToken='hit')
    error_step('InvalidHITState', lambda: mturk.delete_hit(HITId=create_hit()))
    error_step('InvalidMaximumAssignmentsIncrease',
            lambda: mturk.create_additional_assignments_for_hit(
                HITId=create_hit(MaxAssignments=9), NumberOfAdditionalAssignments=1))

    error_step('AssignmentDoesNotExist', mturk.approve_assignment, AssignmentId='3NONE')
    error_step('InvalidAssignmentState', mturk.reject_assignment,
            AssignmentId=approved, RequesterFeedback='No cat')
    error_step('IdempotencyTokenAlreadyProcessed',
            lambda: twice(send_bonus)(approved, UniqueRequestToken='twice'))
    error_step('InsufficientFunds', lambda: send_bonus(approved, BonusAmount='1000000'))

    error_step('QualificationTypeDoesNotExist', mturk.get_qualification_type,
            QualificationTypeId='3NONE')
    error_step('QualificationTypeAlreadyExists', lambda: create_qualification_type('Draws cats'))
    error_step('InvalidQualificationTypeState', lambda: twice(mturk.delete_qualification_type)(
        QualificationTypeId=create_qualification_type('Draws dogs')))
    error_step('QualificationDoesNotExist', lambda: get_score('A9WORKER', cats))

    def get_revoked():
        mturk.disassociate_qualification_from_worker(QualificationTypeId=cats, WorkerId='A5WORKER')
        get_score('A5WORKER', cats)

    error_step('InvalidQualificationState', get_revoked)

    def accept_rejected():
        request_id = control(
            'POST', 'workers/A9WORKER/qualification-requests', {'qualificationTypeId': cats},
        )['id']
        mturk.reject_qualification_request(QualificationRequestId=request_id)
        mturk.accept_qualification_request(QualificationRequestId=request_id)

    error_step('QualificationRequestDoesNotExist', mturk.accept_qualification_request,
            QualificationRequestId='3NONE')
    error_step('InvalidQualificationRequestState', accept_rejected)


def count_rule(rule, work):
    """Returns how often a rule matched and was applied during `work`."""
    control('PUT', 'faults', {'rules': [rule]})
    work()
    [counts] = control('GET', 'faults')['rules']
    control('DELETE', 'faults')
    return [counts['matched'], counts['applied']]


def run_faults(step, hit_id, queue_url):
    @step('ServiceFault')
    def _():
        assert_equal(count_rule('error operation=GetHIT', lambda: expect_error(
            'ServiceFault', 'AWS.MechanicalTurk.ServiceFault', mturk.get_hit, HITId=hit_id,
        )), [2, 2])

    @step('ThrottlingException')
    def _():
        def get_balance():
            assert float(mturk.get_account_balance()['AvailableBalance']) > 9000
        assert_equal(count_rule('throttle operation=GetAccountBalance nth=1', get_balance), [2, 1])

    @step('InternalFailure')
    def _():
        expect_error('InternalFailure', None, lambda: send('SQS', f'{queue_url}-not-there', 'Ping'))

    @step('ParameterValidationError')
    def _():
        expect_error('ParameterValidationError', None, mturk.list_hits, NextToken='made-up')

    @step('ValidationException')
    def _():
        error = expect_error('ValidationException', None, mturk.create_worker_block,
                        WorkerId='nonsense', Reason='None')
        assert 'workerId' in str(error), error
