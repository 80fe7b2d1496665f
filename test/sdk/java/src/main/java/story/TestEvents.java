package story;

import static story.Checks.assertTrue;
import static story.Checks.assertEqual;
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
  static void run(Checks checks, Requester requester) {
    checks.step(
        "test-events-by-sqs",
        () -> {
          String url = requester.createQueue("tests");
          sendAll(requester, NotificationTransport.SQS, url);
          List<JsonObject> documents = requester.receive(url, EVENT_TYPES.size());
          assertTypes(documents);
          for (JsonObject document : documents)
            assertEqual(document.get("EventDocVersion").getAsString(), "2014-08-15");
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
            assertEqual(envelope.get("TopicArn").getAsString(), topicArn);
            String message = envelope.get("Message").getAsString();
            documents.add(JsonParser.parseString(message).getAsJsonObject());
          }
          assertTypes(documents);
        });

    checks.step(
        "test-events-by-email",
        () -> {
          sendAll(requester, NotificationTransport.EMAIL, "story@example.com");
          List<String> texts = listMails("story@example.com");
          assertEqual(texts.size(), EVENT_TYPES.size());
          for (EventType type : EVENT_TYPES)
            assertEqual(texts.stream().filter(text -> text.contains(type.toString())).count(), 1L);
        });

    checks.step(
        "test-event-of-2006",
        () -> {
          String url = requester.createQueue("of-2006");
          requester.sendTestEvent(
              NotificationTransport.SQS, url, EventType.PING, "2006-05-05");
          JsonObject document = requester.receive(url, 1).get(0);
          assertEqual(document.get("EventDocVersion").getAsString(), "2006-05-05");
          assertEqual(getEventType(document), "Ping");
        });
  }

  private static void sendAll(
      Requester requester, NotificationTransport transport, String destination) {
    for (EventType type : EVENT_TYPES)
      requester.sendTestEvent(transport, destination, type, "2014-08-15");
  }

  private static void assertTypes(List<JsonObject> documents) {
    Set<String> found = documents.stream().map(TestEvents::getEventType).collect(Collectors.toSet());
    assertEqual(found, EVENT_TYPES.stream().map(EventType::toString).collect(Collectors.toSet()));
  }

  private static String getEventType(JsonObject document) {
    JsonElement event = document.getAsJsonArray("Events").get(0);
    return event.getAsJsonObject().get("EventType").getAsString();
  }

  private static List<String> listMails(String address) {
    List<String> texts = new ArrayList<>();
    JsonElement page = Control.call("GET", "mailbox?to=" + address, Map.of());
    for (JsonElement mail : page.getAsJsonObject().getAsJsonArray("mails")) {
      JsonElement whole = Control.call("GET", "mailbox/" + Control.getId(mail), Map.of());
      texts.add(whole.getAsJsonObject().get("text").getAsString());
    }
    assertTrue(!texts.isEmpty(), "no mail");
    return texts;
  }
}
