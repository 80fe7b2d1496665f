package story;

import static story.Checks.assertTrue;
import static story.Checks.assertEqual;

import java.util.Map;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.RequestErrorException;

/** Error responses: each is a RequestError of the SDK's own type, with its code. */
class Errors {
  static void run(Checks checks, Requester requester) {
    runHitErrors(checks, requester);
    runAssignmentErrors(checks, requester);
    runQualificationErrors(checks, requester);
  }

  private static void errorStep(Checks checks, String code, Runnable call) {
    checks.step(
        code,
        () -> {
          try {
            call.run();
          } catch (RequestErrorException error) {
            assertEqual(error.turkErrorCode(), "AWS.MechanicalTurk." + code);
            assertEqual(error.statusCode(), 400);
            assertTrue(!error.awsErrorDetails().errorMessage().isEmpty(), error);
            return;
          }
          throw new AssertionError("RequestError expected");
        });
  }

  private static void runHitErrors(Checks checks, Requester requester) {
    MTurkClient mturk = requester.mturk;
    errorStep(checks, "HITDoesNotExist", () -> mturk.getHIT(request -> request.hitId("3NONE")));
    errorStep(
        checks,
        "HITTypeDoesNotExist",
        () ->
            mturk.createHITWithHITType(
                request ->
                    request
                        .hitTypeId("3NONE")
                        .lifetimeInSeconds(3600L)
                        .question(Requester.QUESTION)));
    errorStep(
        checks,
        "HITLayoutDoesNotExist",
        () -> requester.createHit(Requester.hitInput().question(null).hitLayoutId("3NONE")));
    errorStep(
        checks,
        "HitAlreadyExists",
        () -> {
          requester.createHit(Requester.hitInput().uniqueRequestToken("hit"));
          requester.createHit(Requester.hitInput().uniqueRequestToken("hit"));
        });
    errorStep(
        checks,
        "InvalidHITState",
        () -> {
          String open = requester.createHit(Requester.hitInput());
          mturk.deleteHIT(request -> request.hitId(open));
        });
    errorStep(
        checks,
        "InvalidMaximumAssignmentsIncrease",
        () -> {
          String nine = requester.createHit(Requester.hitInput().maxAssignments(9));
          mturk.createAdditionalAssignmentsForHIT(
              request -> request.hitId(nine).numberOfAdditionalAssignments(1));
        });
  }

  private static void runAssignmentErrors(Checks checks, Requester requester) {
    errorStep(
        checks,
        "AssignmentDoesNotExist",
        () -> requester.mturk.approveAssignment(request -> request.assignmentId("3NONE")));
    errorStep(
        checks,
        "InvalidAssignmentState",
        () ->
            requester.mturk.rejectAssignment(
                request -> request.assignmentId(requester.first).requesterFeedback("No cat")));
    errorStep(
        checks,
        "IdempotencyTokenAlreadyProcessed",
        () -> {
          requester.sendBonus("0.05", "twice");
          requester.sendBonus("0.05", "twice");
        });
    errorStep(checks, "InsufficientFunds", () -> requester.sendBonus("1000000", null));
  }

  private static void runQualificationErrors(Checks checks, Requester requester) {
    MTurkClient mturk = requester.mturk;
    errorStep(
        checks,
        "QualificationTypeDoesNotExist",
        () -> mturk.getQualificationType(request -> request.qualificationTypeId("3NONE")));
    errorStep(
        checks,
        "QualificationTypeAlreadyExists",
        () -> requester.createQualificationType("Draws cats"));
    errorStep(
        checks,
        "InvalidQualificationTypeState",
        () -> {
          String dogs = requester.createQualificationType("Draws dogs");
          mturk.deleteQualificationType(request -> request.qualificationTypeId(dogs));
          mturk.deleteQualificationType(request -> request.qualificationTypeId(dogs));
        });
    errorStep(checks, "QualificationDoesNotExist", () -> requester.getScore("A9WORKER"));
    errorStep(
        checks,
        "InvalidQualificationState",
        () -> {
          mturk.disassociateQualificationFromWorker(
              request -> request.qualificationTypeId(requester.cats).workerId("A5WORKER"));
          requester.getScore("A5WORKER");
        });
    errorStep(
        checks,
        "QualificationRequestDoesNotExist",
        () ->
            mturk.acceptQualificationRequest(
                request -> request.qualificationRequestId("3NONE")));
    errorStep(
        checks,
        "InvalidQualificationRequestState",
        () -> {
          String requestId =
              Control.getId(
                  Control.call(
                      "POST",
                      "workers/A9WORKER/qualification-requests",
                      Map.of("qualificationTypeId", requester.cats)));
          mturk.rejectQualificationRequest(request -> request.qualificationRequestId(requestId));
          mturk.acceptQualificationRequest(request -> request.qualificationRequestId(requestId));
        });
  }
}
