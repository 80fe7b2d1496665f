package story;

import static story.Checks.holds;
import static story.Checks.same;
import static story.Requester.EVENT_TYPES;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.mturk.model.EventType;
import software.amazon.awssdk.services.mturk.model.NotificationTransport;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Test events by each transport. */
class TestEvents {
  static void tell(Checks checks, Requester requester) {
    checks.step(
        "test-events-by-sqs",
        () -> {
          String url = requester.createQueue("tests");
          sendAll(requester, NotificationTransport.SQS, url);
          List<JsonObject> documents = requester.receive(url, EVENT_TYPES.size());
          sameTypes(documents);
          for (JsonObject document : documents)
            same(document.get("EventDocVersion").getAsString(), "2014-08-15");
        });

    checks.step(
        "test-events-by-sns",
        () -> {
          String url = requester.createQueue("passed-on");
          String queueArn =
              requester
                  .sqs
                  .getQueueAttributes(
                      request ->
                          request.queueUrl(url).attributeNames(QueueAttributeName.QUEUE_ARN))
                  .attributes()
                  .get(QueueAttributeName.QUEUE_ARN);
          String topicArn =
              requester.sns.createTopic(request -> request.name("tests")).topicArn();
          requester.sns.subscribe(
              request -> request.topicArn(topicArn).protocol("sqs").endpoint(queueArn));
          sendAll(requester, NotificationTransport.SNS, topicArn);
          List<JsonObject> documents = new ArrayList<>();
          for (JsonObject envelope : requester.receive(url, EVENT_TYPES.size())) {
            same(envelope.get("TopicArn").getAsString(), topicArn);
            String message = envelope.get("Message").getAsString();
            documents.add(JsonParser.parseString(message).getAsJsonObject());
          }
          sameTypes(documents);
        });

    checks.step(
        "test-events-by-email",
        () -> {
          sendAll(requester, NotificationTransport.EMAIL, "story@example.com");
          List<String> texts = mailsTo("story@example.com");
          same(texts.size(), EVENT_TYPES.size());
          for (EventType type : EVENT_TYPES)
            same(texts.stream().filter(text -> text.contains(type.toString())).count(), 1L);
        });

    checks.step(
        "test-event-of-2006",
        () -> {
          String url = requester.createQueue("of-2006");
          requester.sendTestEvent(
              NotificationTransport.SQS, url, EventType.PING, "2006-05-05");
          JsonObject document = requester.receive(url, 1).get(0);
          same(document.get("EventDocVersion").getAsString(), "2006-05-05");
          same(typeIn(document), "Ping");
        });
  }

  private static void sendAll(
      Requester requester, NotificationTransport transport, String destination) {
    for (EventType type : EVENT_TYPES)
      requester.sendTestEvent(transport, destination, type, "2014-08-15");
  }

  private static void sameTypes(List<JsonObject> documents) {
    Set<String> found = documents.stream().map(TestEvents::typeIn).collect(Collectors.toSet());
    same(found, EVENT_TYPES.stream().map(EventType::toString).collect(Collectors.toSet()));
  }

  private static String typeIn(JsonObject document) {
    JsonElement event = document.getAsJsonArray("Events").get(0);
    return event.getAsJsonObject().get("EventType").getAsString();
  }

  private static List<String> mailsTo(String address) {
    List<String> texts = new ArrayList<>();
    for (JsonElement mail : Control.ask("GET", "mailbox", Map.of()).getAsJsonArray()) {
      if (!mail.getAsJsonObject().get("to").toString().contains(address)) continue;
      JsonElement whole = Control.ask("GET", "mailbox/" + Control.idOf(mail), Map.of());
      texts.add(whole.getAsJsonObject().get("text").getAsString());
    }
    holds(!texts.isEmpty(), "no mail");
    return texts;
  }
}
