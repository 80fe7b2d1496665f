package story;

import static story.Checks.holds;
import static story.Checks.same;

import java.util.Map;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.RequestErrorException;

/** What is refused: each a RequestError of the SDK's own type, with its code. */
class Refusals {
  static void tell(Checks checks, Requester requester) {
    tellOfHits(checks, requester);
    tellOfAssignments(checks, requester);
    tellOfQualifications(checks, requester);
  }

  private static void refusal(Checks checks, String code, Runnable call) {
    checks.step(
        code,
        () -> {
          try {
            call.run();
          } catch (RequestErrorException refused) {
            same(refused.turkErrorCode(), "AWS.MechanicalTurk." + code);
            same(refused.statusCode(), 400);
            holds(!refused.awsErrorDetails().errorMessage().isEmpty(), refused);
            return;
          }
          throw new AssertionError("RequestError expected");
        });
  }

  private static void tellOfHits(Checks checks, Requester requester) {
    MTurkClient mturk = requester.mturk;
    refusal(checks, "HITDoesNotExist", () -> mturk.getHIT(request -> request.hitId("3NONE")));
    refusal(
        checks,
        "HITTypeDoesNotExist",
        () ->
            mturk.createHITWithHITType(
                request ->
                    request
                        .hitTypeId("3NONE")
                        .lifetimeInSeconds(3600L)
                        .question(Requester.QUESTION)));
    refusal(
        checks,
        "HITLayoutDoesNotExist",
        () -> requester.createHit(Requester.work().question(null).hitLayoutId("3NONE")));
    refusal(
        checks,
        "HitAlreadyExists",
        () -> {
          requester.createHit(Requester.work().uniqueRequestToken("hit"));
          requester.createHit(Requester.work().uniqueRequestToken("hit"));
        });
    refusal(
        checks,
        "InvalidHITState",
        () -> {
          String open = requester.createHit(Requester.work());
          mturk.deleteHIT(request -> request.hitId(open));
        });
    refusal(
        checks,
        "InvalidMaximumAssignmentsIncrease",
        () -> {
          String nine = requester.createHit(Requester.work().maxAssignments(9));
          mturk.createAdditionalAssignmentsForHIT(
              request -> request.hitId(nine).numberOfAdditionalAssignments(1));
        });
  }

  private static void tellOfAssignments(Checks checks, Requester requester) {
    refusal(
        checks,
        "AssignmentDoesNotExist",
        () -> requester.mturk.approveAssignment(request -> request.assignmentId("3NONE")));
    refusal(
        checks,
        "InvalidAssignmentState",
        () ->
            requester.mturk.rejectAssignment(
                request -> request.assignmentId(requester.first).requesterFeedback("No cat")));
    refusal(
        checks,
        "IdempotencyTokenAlreadyProcessed",
        () -> {
          requester.sendBonus("0.05", "twice");
          requester.sendBonus("0.05", "twice");
        });
    refusal(checks, "InsufficientFunds", () -> requester.sendBonus("1000000", null));
  }

  private static void tellOfQualifications(Checks checks, Requester requester) {
    MTurkClient mturk = requester.mturk;
    refusal(
        checks,
        "QualificationTypeDoesNotExist",
        () -> mturk.getQualificationType(request -> request.qualificationTypeId("3NONE")));
    refusal(
        checks,
        "QualificationTypeAlreadyExists",
        () -> requester.createQualificationType("Draws cats"));
    refusal(
        checks,
        "InvalidQualificationTypeState",
        () -> {
          String dogs = requester.createQualificationType("Draws dogs");
          mturk.deleteQualificationType(request -> request.qualificationTypeId(dogs));
          mturk.deleteQualificationType(request -> request.qualificationTypeId(dogs));
        });
    refusal(checks, "QualificationDoesNotExist", () -> requester.scoreOf("A9WORKER"));
    refusal(
        checks,
        "InvalidQualificationState",
        () -> {
          mturk.disassociateQualificationFromWorker(
              request -> request.qualificationTypeId(requester.cats).workerId("A5WORKER"));
          requester.scoreOf("A5WORKER");
        });
    refusal(
        checks,
        "QualificationRequestDoesNotExist",
        () ->
            mturk.acceptQualificationRequest(
                request -> request.qualificationRequestId("3NONE")));
    refusal(
        checks,
        "InvalidQualificationRequestState",
        () -> {
          String asked =
              Control.idOf(
                  Control.ask(
                      "POST",
                      "workers/A9WORKER/qualification-requests",
                      Map.of("qualificationTypeId", requester.cats)));
          mturk.rejectQualificationRequest(request -> request.qualificationRequestId(asked));
          mturk.acceptQualificationRequest(request -> request.qualificationRequestId(asked));
        });
  }
}
