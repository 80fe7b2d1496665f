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

/** What Amazon has no API for. */
class Control {
  private static final HttpClient client = HttpClient.newHttpClient();

  static JsonElement ask(String method, String path, Map<String, ?> body) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(System.getenv("AWS_ENDPOINT_URL") + "/_mturk/" + path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(new Gson().toJson(body)))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      Checks.holds(answer.statusCode() < 300, answer.body());
      return JsonParser.parseString(answer.body());
    } catch (IOException | InterruptedException fault) {
      throw new IllegalStateException(fault);
    }
  }

  /** Has a worker accept a HIT; gives the ID of the assignment. */
  static String accept(String worker, String hitId) {
    return idOf(ask("POST", "workers/" + worker + "/accept", Map.of("hitId", hitId)));
  }

  /** Has a worker submit an assignment, or return it. */
  static void done(String worker, String assignmentId, String what, Map<String, ?> body) {
    ask("POST", String.join("/", "workers", worker, "assignments", assignmentId, what), body);
  }

  static String idOf(JsonElement told) {
    return told.getAsJsonObject().get("id").getAsString();
  }
}
