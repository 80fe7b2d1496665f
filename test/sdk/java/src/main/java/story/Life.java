package story;

import static story.Checks.assertTrue;
import static story.Checks.assertEqual;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.Assignment;
import software.amazon.awssdk.services.mturk.model.AssignmentStatus;
import software.amazon.awssdk.services.mturk.model.BonusPayment;
import software.amazon.awssdk.services.mturk.model.EventType;
import software.amazon.awssdk.services.mturk.model.HIT;
import software.amazon.awssdk.services.mturk.model.HITStatus;
import software.amazon.awssdk.services.mturk.model.NotificationTransport;

/** The life of a HIT. */
class Life {
  private static final List<String> EXPECTED_EVENTS =
      List.of(
          "HITCreated",
          "AssignmentAccepted",
          "AssignmentSubmitted",
          "AssignmentAccepted",
          "AssignmentSubmitted",
          "AssignmentAccepted",
          "AssignmentReturned",
          "AssignmentAccepted",
          "AssignmentAbandoned",
          "AssignmentApproved",
          "AssignmentRejected",
          "HITExtended",
          "HITExpired",
          "HITReviewable",
          "HITDisposed");

  static void run(Checks checks, Requester requester) {
    checks.step("notification-settings", () -> subscribeQueue(requester));
    checks.step("hit", () -> createHit(requester));
    checks.step("work", () -> work(requester));
    checks.step("review", () -> review(requester));
    checks.step("bonus", () -> payBonus(requester));
    checks.step("more-assignments", () -> extend(requester));
    checks.step("expiration", () -> expire(requester));
    checks.step("disposal", () -> dispose(requester));
    checks.step("events", () -> readEvents(requester));
  }

  private static HIT getHit(Requester requester) {
    return requester.mturk.getHIT(request -> request.hitId(requester.hitId)).hit();
  }

  private static void subscribeQueue(Requester requester) {
    requester.queueUrl = requester.createQueue("news");
    List<EventType> all = new ArrayList<>(Requester.EVENT_TYPES);
    all.remove(EventType.PING);
    requester.mturk.updateNotificationSettings(
        request ->
            request
                .hitTypeId(requester.typeId)
                .active(true)
                .notification(
                    notification ->
                        notification
                            .transport(NotificationTransport.SQS)
                            .destination(requester.queueUrl)
                            .version("2014-08-15")
                            .eventTypes(all)));
    for (boolean active : new boolean[] {false, true})
      requester.mturk.updateNotificationSettings(
          request -> request.hitTypeId(requester.typeId).active(active));
  }

  private static void createHit(Requester requester) {
    String annotation = "№ 1 & \"猫\"";
    requester.hitId =
        requester
            .mturk
            .createHITWithHITType(
                request ->
                    request
                        .hitTypeId(requester.typeId)
                        .maxAssignments(4)
                        .lifetimeInSeconds(3600L)
                        .question(Requester.QUESTION)
                        .requesterAnnotation(annotation))
            .hit()
            .hitId();
    HIT hit = getHit(requester);
    assertEqual(
        List.of(hit.title(), hit.reward(), hit.question()),
        List.of("Draw a cat", "0.10", Requester.QUESTION));
    assertEqual(hit.requesterAnnotation(), annotation);
    assertEqual(hit.maxAssignments(), 4);
    assertEqual(hit.hitStatus(), HITStatus.ASSIGNABLE);
  }

  private static void work(Requester requester) {
    Map<String, ?> answers = Map.of("answers", Map.of("drawing", "猫 <&>"));
    String hitId = requester.hitId;
    requester.first = Control.accept("A1WORKER", hitId);
    Control.changeAssignment("A1WORKER", requester.first, "submit", answers);
    requester.second = Control.accept("A2WORKER", hitId);
    Control.changeAssignment("A2WORKER", requester.second, "submit", answers);
    Control.changeAssignment("A3WORKER", Control.accept("A3WORKER", hitId), "return", Map.of());
    Control.accept("A4WORKER", hitId);
    Control.call("POST", "clock/advance", Map.of("by", "PT10M"));
    List<Assignment> listed =
        requester.mturk.listAssignmentsForHIT(request -> request.hitId(hitId)).assignments();
    assertEqual(
        listed.stream().map(each -> List.of(each.assignmentId(), each.workerId())).toList(),
        List.of(
            List.of(requester.first, "A1WORKER"), List.of(requester.second, "A2WORKER")));
    for (Assignment each : listed) {
      assertEqual(each.assignmentStatus(), AssignmentStatus.SUBMITTED);
      assertTrue(each.answer().contains("猫 &lt;&amp;&gt;"), each.answer());
    }
  }

  private static void review(Requester requester) {
    MTurkClient mturk = requester.mturk;
    mturk.approveAssignment(
        request -> request.assignmentId(requester.first).requesterFeedback("Well drawn"));
    mturk.rejectAssignment(
        request -> request.assignmentId(requester.second).requesterFeedback("A dog"));
    Assignment approved =
        mturk.getAssignment(request -> request.assignmentId(requester.first)).assignment();
    Assignment rejected =
        mturk.getAssignment(request -> request.assignmentId(requester.second)).assignment();
    assertEqual(approved.assignmentStatus(), AssignmentStatus.APPROVED);
    assertEqual(approved.requesterFeedback(), "Well drawn");
    assertEqual(rejected.assignmentStatus(), AssignmentStatus.REJECTED);
  }

  private static void payBonus(Requester requester) {
    requester.sendBonus("0.05", "bonus");
    List<BonusPayment> payments =
        requester
            .mturk
            .listBonusPayments(request -> request.hitId(requester.hitId))
            .bonusPayments();
    assertEqual(
        payments.stream().map(each -> List.of(each.workerId(), each.bonusAmount())).toList(),
        List.of(List.of("A1WORKER", "0.05")));
  }

  private static void extend(Requester requester) {
    requester.mturk.createAdditionalAssignmentsForHIT(
        request -> request.hitId(requester.hitId).numberOfAdditionalAssignments(1));
    assertEqual(getHit(requester).maxAssignments(), 5);
  }

  private static void expire(Requester requester) {
    requester.mturk.updateExpirationForHIT(
        request ->
            request.hitId(requester.hitId).expireAt(Instant.parse("2020-01-01T00:00:00Z")));
    HIT hit = getHit(requester);
    assertEqual(hit.hitStatus(), HITStatus.REVIEWABLE);
    assertTrue(hit.expiration().isBefore(Instant.now().plus(Duration.ofMinutes(11))), hit);
  }

  private static void dispose(Requester requester) {
    requester.mturk.deleteHIT(request -> request.hitId(requester.hitId));
    assertEqual(getHit(requester).hitStatus(), HITStatus.DISPOSED);
  }

  private static void readEvents(Requester requester) {
    List<String> eventNames = new ArrayList<>();
    for (JsonObject document : requester.receive(requester.queueUrl, EXPECTED_EVENTS.size()))
      for (JsonElement each : document.getAsJsonArray("Events")) {
        JsonObject event = each.getAsJsonObject();
        eventNames.add(event.get("EventType").getAsString());
        assertEqual(event.get("HITId").getAsString(), requester.hitId);
      }
    assertEqual(eventNames, EXPECTED_EVENTS);
  }
}
