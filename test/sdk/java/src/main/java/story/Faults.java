package story;

import static story.Checks.assertTrue;
import static story.Checks.assertEqual;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.EventType;
import software.amazon.awssdk.services.mturk.model.MTurkException;
import software.amazon.awssdk.services.mturk.model.NotificationTransport;
import software.amazon.awssdk.services.mturk.model.ServiceException;

/** Injected faults, and errors outside the model, which have only a name. */
class Faults {
  static void run(Checks checks, Requester requester) {
    MTurkClient mturk = requester.mturk;

    checks.step(
        "ServiceFault",
        () ->
            assertEqual(
                countRule(
                    "error operation=GetHIT",
                    () -> {
                      try {
                        mturk.getHIT(request -> request.hitId(requester.hitId));
                      } catch (ServiceException fault) {
                        assertEqual(fault.turkErrorCode(), "AWS.MechanicalTurk.ServiceFault");
                        return;
                      }
                      throw new AssertionError("ServiceFault expected");
                    }),
                List.of(2, 2)));

    checks.step(
        "ThrottlingException",
        () ->
            assertEqual(
                countRule(
                    "throttle operation=GetAccountBalance nth=1",
                    () -> {
                      String left = mturk.getAccountBalance(request -> {}).availableBalance();
                      assertTrue(Double.parseDouble(left) > 9000, left);
                    }),
                List.of(2, 1)));

    fault(
        checks,
        "InternalFailure",
        "",
        () ->
            requester.sendTestEvent(
                NotificationTransport.SQS,
                requester.queueUrl + "-not-there",
                EventType.PING,
                "2014-08-15"));
    fault(
        checks,
        "ParameterValidationError",
        "NextToken",
        () -> mturk.listHITs(request -> request.nextToken("created-up")));
    fault(
        checks,
        "ValidationException",
        "workerId",
        () -> mturk.createWorkerBlock(request -> request.workerId("nonsense").reason("None")));
  }

  /** Returns how often a rule matched and was applied during `work`. */
  private static List<Integer> countRule(String rule, Runnable work) {
    Control.call("PUT", "faults", Map.of("rules", List.of(rule)));
    work.run();
    JsonObject faults = Control.call("GET", "faults", Map.of()).getAsJsonObject();
    Control.call("DELETE", "faults", Map.of());
    JsonObject counts = faults.getAsJsonArray("rules").get(0).getAsJsonObject();
    return List.of(counts.get("matched").getAsInt(), counts.get("applied").getAsInt());
  }

  private static void fault(Checks checks, String code, String text, Runnable call) {
    checks.step(
        code,
        () -> {
          try {
            call.run();
          } catch (MTurkException fault) {
            assertEqual(fault.awsErrorDetails().errorCode(), code);
            assertTrue(fault.awsErrorDetails().errorMessage().contains(text), fault);
            return;
          }
          throw new AssertionError(code + " expected");
        });
  }
}
