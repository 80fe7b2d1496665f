package story;

import static story.Checks.holds;
import static story.Checks.same;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.EventType;
import software.amazon.awssdk.services.mturk.model.MTurkException;
import software.amazon.awssdk.services.mturk.model.NotificationTransport;
import software.amazon.awssdk.services.mturk.model.ServiceException;

/** What goes wrong, and what the model does not list, which has its name alone. */
class Faults {
  static void tell(Checks checks, Requester requester) {
    MTurkClient mturk = requester.mturk;

    checks.step(
        "ServiceFault",
        () ->
            same(
                hindered(
                    "error operation=GetHIT",
                    () -> {
                      try {
                        mturk.getHIT(request -> request.hitId(requester.hitId));
                      } catch (ServiceException fault) {
                        same(fault.turkErrorCode(), "AWS.MechanicalTurk.ServiceFault");
                        return;
                      }
                      throw new AssertionError("ServiceFault expected");
                    }),
                List.of(2, 2)));

    checks.step(
        "ThrottlingException",
        () ->
            same(
                hindered(
                    "throttle operation=GetAccountBalance nth=1",
                    () -> {
                      String left = mturk.getAccountBalance(request -> {}).availableBalance();
                      holds(Double.parseDouble(left) > 9000, left);
                    }),
                List.of(2, 1)));

    fault(
        checks,
        "InternalFailure",
        "",
        () ->
            requester.sendTestEvent(
                NotificationTransport.SQS,
                requester.news + "-not-there",
                EventType.PING,
                "2014-08-15"));
    fault(
        checks,
        "ParameterValidationError",
        "NextToken",
        () -> mturk.listHITs(request -> request.nextToken("made-up")));
    fault(
        checks,
        "ValidationException",
        "workerId",
        () -> mturk.createWorkerBlock(request -> request.workerId("nonsense").reason("None")));
  }

  /** How often a rule fitted and struck while something was done. */
  private static List<Integer> hindered(String rule, Runnable work) {
    Control.ask("PUT", "faults", Map.of("rules", List.of(rule)));
    work.run();
    JsonObject told = Control.ask("GET", "faults", Map.of()).getAsJsonObject();
    Control.ask("DELETE", "faults", Map.of());
    JsonObject counted = told.getAsJsonArray("rules").get(0).getAsJsonObject();
    return List.of(counted.get("fitted").getAsInt(), counted.get("struck").getAsInt());
  }

  private static void fault(Checks checks, String code, String text, Runnable call) {
    checks.step(
        code,
        () -> {
          try {
            call.run();
          } catch (MTurkException fault) {
            same(fault.awsErrorDetails().errorCode(), code);
            holds(fault.awsErrorDetails().errorMessage().contains(text), fault);
            return;
          }
          throw new AssertionError(code + " expected");
        });
  }
}
