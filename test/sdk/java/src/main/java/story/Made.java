package story;

import static story.Checks.holds;
import static story.Checks.same;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.mturk.model.Qualification;
import software.amazon.awssdk.services.mturk.model.QualificationStatus;
import software.amazon.awssdk.services.mturk.model.QualificationType;
import software.amazon.awssdk.services.mturk.model.QualificationTypeStatus;

/** What is made. */
class Made {
  static void tell(Checks checks, Requester requester) {
    checks.step(
        "balance",
        () ->
            same(
                requester.mturk.getAccountBalance(request -> {}).availableBalance(), "10000.00"));

    checks.step(
        "hit-type",
        () -> {
          requester.typeId = createType(requester, "Draw a cat");
          same(createType(requester, "Draw a cat"), requester.typeId);
          holds(!createType(requester, "Draw a dog").equals(requester.typeId), requester.typeId);
        });

    checks.step(
        "qualification-type",
        () -> {
          requester.cats = requester.createQualificationType("Draws cats");
          QualificationType found =
              requester
                  .mturk
                  .getQualificationType(request -> request.qualificationTypeId(requester.cats))
                  .qualificationType();
          same(found.name(), "Draws cats");
          same(found.qualificationTypeStatus(), QualificationTypeStatus.ACTIVE);
          Duration age = Duration.between(found.creationTime(), Instant.now()).abs();
          holds(age.compareTo(Duration.ofHours(1)) < 0, found);
        });

    checks.step(
        "qualification",
        () -> {
          requester.qualify("A1WORKER", 80);
          Qualification found = requester.scoreOf("A1WORKER");
          same(found.integerValue(), 80);
          same(found.status(), QualificationStatus.GRANTED);
        });
  }

  private static String createType(Requester requester, String title) {
    return requester
        .mturk
        .createHITType(
            request ->
                request
                    .title(title)
                    .description("With a pencil")
                    .keywords("cats, pencils")
                    .reward("0.10")
                    .assignmentDurationInSeconds(600L)
                    .autoApprovalDelayInSeconds(86_400L))
        .hitTypeId();
  }
}
