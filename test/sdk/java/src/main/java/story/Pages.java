package story;

import static story.Checks.holds;
import static story.Checks.same;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.mturk.model.HIT;
import software.amazon.awssdk.services.mturk.model.ListWorkersWithQualificationTypeResponse;

/** Pages by hand, and by the SDK. */
class Pages {
  static void tell(Checks checks, Requester requester) {
    checks.step(
        "pages",
        () -> {
          for (String worker : List.of("A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"))
            requester.qualify(worker, null);
          List<String> workers = new ArrayList<>();
          String token = null;
          do {
            ListWorkersWithQualificationTypeResponse page = pageAfter(token, requester);
            holds(page.qualifications().size() <= 2, page);
            page.qualifications().forEach(each -> workers.add(each.workerId()));
            token = page.nextToken();
          } while (token != null);
          same(
              workers.stream().sorted().toList(),
              List.of("A1WORKER", "A2WORKER", "A3WORKER", "A4WORKER", "A5WORKER"));
        });

    checks.step(
        "paginator",
        () -> {
          List<String> made = new ArrayList<>();
          for (int number = 0; number < 5; number++)
            made.add(requester.createHit(Requester.work()));
          List<String> found =
              requester
                  .mturk
                  .listHITsPaginator(request -> request.maxResults(2))
                  .stream()
                  .flatMap(page -> page.hiTs().stream())
                  .map(HIT::hitId)
                  .collect(Collectors.toList());
          same(found.size(), made.size());
          same(Set.copyOf(found), Set.copyOf(made));
        });
  }

  private static ListWorkersWithQualificationTypeResponse pageAfter(
      String token, Requester requester) {
    return requester.mturk.listWorkersWithQualificationType(
        request ->
            request.qualificationTypeId(requester.cats).maxResults(2).nextToken(token));
  }
}
