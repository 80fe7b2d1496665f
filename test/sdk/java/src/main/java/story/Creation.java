package story;

import static story.Checks.assertTrue;
import static story.Checks.assertEqual;

import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.mturk.model.Qualification;
import software.amazon.awssdk.services.mturk.model.QualificationStatus;
import software.amazon.awssdk.services.mturk.model.QualificationType;
import software.amazon.awssdk.services.mturk.model.QualificationTypeStatus;

/** Creates what later steps use. */
class Creation {
  static void run(Checks checks, Requester requester) {
    checks.step(
        "balance",
        () ->
            assertEqual(
                requester.mturk.getAccountBalance(request -> {}).availableBalance(), "10000.00"));

    checks.step(
        "hit-type",
        () -> {
          requester.typeId = createType(requester, "Draw a cat");
          assertEqual(createType(requester, "Draw a cat"), requester.typeId);
          assertTrue(!createType(requester, "Draw a dog").equals(requester.typeId), requester.typeId);
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
          assertEqual(found.name(), "Draws cats");
          assertEqual(found.qualificationTypeStatus(), QualificationTypeStatus.ACTIVE);
          Duration age = Duration.between(found.creationTime(), Instant.now()).abs();
          assertTrue(age.compareTo(Duration.ofHours(1)) < 0, found);
        });

    checks.step(
        "qualification",
        () -> {
          requester.qualify("A1WORKER", 80);
          Qualification found = requester.getScore("A1WORKER");
          assertEqual(found.integerValue(), 80);
          assertEqual(found.status(), QualificationStatus.GRANTED);
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
