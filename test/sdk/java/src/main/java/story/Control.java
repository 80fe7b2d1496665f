package story;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Calls the control API: Amazon has no API for workers, mails, the clock and faults. */
class Control {
  private static final HttpClient client = HttpClient.newHttpClient();

  static JsonElement call(String method, String path, Map<String, ?> body) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(System.getenv("AWS_ENDPOINT_URL") + "/_mturk/" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(new Gson().toJson(body)))
            .build();
    try {
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      Checks.assertTrue(response.statusCode() < 300, response.body());
      return JsonParser.parseString(response.body());
    } catch (IOException | InterruptedException cause) {
      throw new IllegalStateException(cause);
    }
  }

  /** A worker accepts a HIT; returns the ID of the assignment. */
  static String accept(String worker, String hitId) {
    return getId(call("POST", "workers/" + worker + "/accept", Map.of("hitId", hitId)));
  }

  /** A worker submits or returns an assignment. */
  static void changeAssignment(String worker, String assignmentId, String action, Map<String, ?> body) {
    call("POST", String.join("/", "workers", worker, "assignments", assignmentId, action), body);
  }

  static String getId(JsonElement resource) {
    return resource.getAsJsonObject().get("id").getAsString();
  }
}
