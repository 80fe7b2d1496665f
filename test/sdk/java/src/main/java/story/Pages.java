package story;

import static story.Checks.assertTrue;
import static story.Checks.assertEqual;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.mturk.model.HIT;
import software.amazon.awssdk.services.mturk.model.ListWorkersWithQualificationTypeResponse;

/** Pages by NextToken, and by the SDK's paginator. */
class Pages {
  static void run(Checks checks, Requester requester) {
    checks.step(
        "pages",
        () -> {
          for (String worker : List.of("A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"))
            requester.qualify(worker, null);
          List<String> workers = new ArrayList<>();
          String token = null;
          do {
            ListWorkersWithQualificationTypeResponse page = getPage(token, requester);
            assertTrue(page.qualifications().size() <= 2, page);
            page.qualifications().forEach(each -> workers.add(each.workerId()));
            token = page.nextToken();
          } while (token != null);
          assertEqual(
              workers.stream().sorted().toList(),
              List.of("A1WORKER", "A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"));
        });

    checks.step(
        "paginator",
        () -> {
          List<String> created = new ArrayList<>();
          for (int number = 0; number < 5; number++)
            created.add(requester.createHit(Requester.hitInput()));
          List<String> found =
              requester
                  .mturk
                  .listHITsPaginator(request -> request.maxResults(2))
                  .stream()
                  .flatMap(page -> page.hiTs().stream())
                  .map(HIT::hitId)
                  .collect(Collectors.toList());
          assertEqual(found.size(), created.size());
          assertEqual(Set.copyOf(found), Set.copyOf(created));
        });
  }

  private static ListWorkersWithQualificationTypeResponse getPage(
      String token, Requester requester) {
    return requester.mturk.listWorkersWithQualificationType(
        request ->
            request.qualificationTypeId(requester.cats).maxResults(2).nextToken(token));
  }
}
