"""What is refused, and what goes wrong."""

from botocore.exceptions import ClientError

from requester import (
    QUESTION, TYPE, create_hit, create_qualification_type, mturk, score_of, send, send_bonus,
)
from telling import control, same


def refused(error_type, code, call, **fields):
    """Makes a call that must be refused: as what, and with which TurkErrorCode if it has one."""
    try:
        call(**fields)
    except ClientError as error:
        found = error.response['Error']
        same([found['Code'], error.response.get('TurkErrorCode')], [error_type, code])
        modelled = getattr(mturk.exceptions, error_type) if code else ClientError
        assert isinstance(error, modelled), type(error)
        same(error.response['ResponseMetadata']['HTTPStatusCode'],
             500 if error_type in ('ServiceFault', 'InternalFailure') else 400)
        assert found['Message'], error.response
        return error
    raise AssertionError(f'{error_type} expected')


def twice(call):
    def calls(*given, **fields):
        call(*given, **fields)
        call(*given, **fields)
    return calls


def tell_refusals(step, cats, approved):
    def refusal(code, call, **fields):
        step(code)(lambda: refused('RequestError', f'AWS.MechanicalTurk.{code}', call, **fields))

    refusal('HITDoesNotExist', mturk.get_hit, HITId='3NONE')
    refusal('HITTypeDoesNotExist', mturk.create_hit_with_hit_type,
            HITTypeId='3NONE', LifetimeInSeconds=3600, Question=QUESTION)
    refusal('HITLayoutDoesNotExist', mturk.create_hit,
            **TYPE, LifetimeInSeconds=3600, HITLayoutId='3NONE')
    refusal('HitAlreadyExists', twice(create_hit), UniqueRequestToken='hit')
    refusal('InvalidHITState', lambda: mturk.delete_hit(HITId=create_hit()))
    refusal('InvalidMaximumAssignmentsIncrease',
            lambda: mturk.create_additional_assignments_for_hit(
                HITId=create_hit(MaxAssignments=9), NumberOfAdditionalAssignments=1))

    refusal('AssignmentDoesNotExist', mturk.approve_assignment, AssignmentId='3NONE')
    refusal('InvalidAssignmentState', mturk.reject_assignment,
            AssignmentId=approved, RequesterFeedback='No cat')
    refusal('IdempotencyTokenAlreadyProcessed',
            lambda: twice(send_bonus)(approved, UniqueRequestToken='twice'))
    refusal('InsufficientFunds', lambda: send_bonus(approved, BonusAmount='1000000'))

    refusal('QualificationTypeDoesNotExist', mturk.get_qualification_type,
            QualificationTypeId='3NONE')
    refusal('QualificationTypeAlreadyExists', lambda: create_qualification_type('Draws cats'))
    refusal('InvalidQualificationTypeState', lambda: twice(mturk.delete_qualification_type)(
        QualificationTypeId=create_qualification_type('Draws dogs')))
    refusal('QualificationDoesNotExist', lambda: score_of('A9WORKER', cats))

    def taken_back():
        mturk.disassociate_qualification_from_worker(QualificationTypeId=cats, WorkerId='A5WORKER')
        score_of('A5WORKER', cats)

    refusal('InvalidQualificationState', taken_back)

    def rejected_before():
        asked = control(
            'POST', 'workers/A9WORKER/qualification-requests', {'qualificationTypeId': cats},
        )['id']
        mturk.reject_qualification_request(QualificationRequestId=asked)
        mturk.accept_qualification_request(QualificationRequestId=asked)

    refusal('QualificationRequestDoesNotExist', mturk.accept_qualification_request,
            QualificationRequestId='3NONE')
    refusal('InvalidQualificationRequestState', rejected_before)


def hindered(rule, work):
    """How often a rule fitted and struck while something was done."""
    control('PUT', 'faults', {'rules': [rule]})
    work()
    [told] = control('GET', 'faults')['rules']
    control('DELETE', 'faults')
    return [told['fitted'], told['struck']]


def tell_faults(step, hit_id, news):
    @step('ServiceFault')
    def _():
        same(hindered('error operation=GetHIT', lambda: refused(
            'ServiceFault', 'AWS.MechanicalTurk.ServiceFault', mturk.get_hit, HITId=hit_id,
        )), [2, 2])

    @step('ThrottlingException')
    def _():
        def ask():
            assert float(mturk.get_account_balance()['AvailableBalance']) > 9000
        same(hindered('throttle operation=GetAccountBalance nth=1', ask), [2, 1])

    @step('InternalFailure')
    def _():
        refused('InternalFailure', None, lambda: send('SQS', f'{news}-not-there', 'Ping'))

    @step('ParameterValidationError')
    def _():
        refused('ParameterValidationError', None, mturk.list_hits, NextToken='made-up')

    @step('ValidationException')
    def _():
        error = refused('ValidationException', None, mturk.create_worker_block,
                        WorkerId='nonsense', Reason='None')
        assert 'workerId' in str(error), error
