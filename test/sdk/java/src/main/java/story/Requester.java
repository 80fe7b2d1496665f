package story;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.CreateHitRequest;
import software.amazon.awssdk.services.mturk.model.EventType;
import software.amazon.awssdk.services.mturk.model.NotificationTransport;
import software.amazon.awssdk.services.mturk.model.Qualification;
import software.amazon.awssdk.services.mturk.model.QualificationTypeStatus;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** The calls of a requester, and the state that steps share. */
class Requester {
  static final String QUESTION =
      """
      <ExternalQuestion xmlns="http://mechanicalturk.amazonaws.com/AWSMechanicalTurkDataSchemas/2006-07-14/ExternalQuestion.xsd">
        <ExternalURL>https://example.com/task?cat=猫&amp;colour=black</ExternalURL>
        <FrameHeight>0</FrameHeight>
      </ExternalQuestion>""";

  static final List<EventType> EVENT_TYPES = List.copyOf(EventType.knownValues());

  final MTurkClient mturk = MTurkClient.create();
  final SqsClient sqs = SqsClient.create();
  final SnsClient sns = SnsClient.create();

  String typeId;
  String cats;
  String queueUrl;
  String hitId;
  String first;
  String second;

  static CreateHitRequest.Builder hitInput() {
    return CreateHitRequest.builder()
        .title("Draw a cat")
        .description("With a pencil")
        .keywords("cats, pencils")
        .reward("0.10")
        .assignmentDurationInSeconds(600L)
        .autoApprovalDelayInSeconds(86_400L)
        .lifetimeInSeconds(3600L)
        .question(QUESTION);
  }

  String createHit(CreateHitRequest.Builder input) {
    return mturk.createHIT(input.build()).hit().hitId();
  }

  String createQualificationType(String name) {
    return mturk
        .createQualificationType(
            request ->
                request
                    .name(name)
                    .description("Is good at it")
                    .qualificationTypeStatus(QualificationTypeStatus.ACTIVE))
        .qualificationType()
        .qualificationTypeId();
  }

  void qualify(String worker, Integer value) {
    mturk.associateQualificationWithWorker(
        request -> request.qualificationTypeId(cats).workerId(worker).integerValue(value));
  }

  Qualification getScore(String worker) {
    return mturk
        .getQualificationScore(request -> request.qualificationTypeId(cats).workerId(worker))
        .qualification();
  }

  void sendBonus(String amount, String token) {
    mturk.sendBonus(
        request ->
            request
                .workerId("A1WORKER")
                .assignmentId(first)
                .bonusAmount(amount)
                .reason("A fine cat")
                .uniqueRequestToken(token));
  }

  String createQueue(String name) {
    return sqs.createQueue(request -> request.queueName(name)).queueUrl();
  }

  /** Receives `count` payloads from a queue and deletes them there. */
  List<JsonObject> receive(String url, int count) {
    List<JsonObject> received = new ArrayList<>();
    while (received.size() < count) {
      List<Message> messages =
          sqs.receiveMessage(
                  request ->
                      request.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(20))
              .messages();
      Checks.assertTrue(!messages.isEmpty(), received.size() + " of " + count + " messages arrived");
      for (Message message : messages) {
        sqs.deleteMessage(
            request -> request.queueUrl(url).receiptHandle(message.receiptHandle()));
        received.add(JsonParser.parseString(message.body()).getAsJsonObject());
      }
    }
    return received;
  }

  void sendTestEvent(
      NotificationTransport transport, String destination, EventType event, String version) {
    mturk.sendTestEventNotification(
        request ->
            request
                .notification(
                    notification ->
                        notification
                            .transport(transport)
                            .destination(destination)
                            .version(version)
                            .eventTypes(event))
                .testEventType(event));
  }
}
