import java.net.URI;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.mturk.MTurkClient;
import software.amazon.awssdk.services.mturk.model.EventType;
import software.amazon.awssdk.services.mturk.model.NotificationSpecification;
import software.amazon.awssdk.services.mturk.model.NotificationTransport;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A requester's production program, with Amazon's endpoints written in. */
public class Exec {
  public static void main(String[] args) {
    MTurkClient mturk =
        MTurkClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(
                URI.create("https://mturk-requester-sandbox.us-east-1.amazonaws.com"))
            .build();
    SqsClient sqs =
        SqsClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create("https://sqs.us-east-1.amazonaws.com"))
            .build();
    SnsClient sns =
        SnsClient.builder()
            .region(Region.US_EAST_1)
            .endpointOverride(URI.create("https://sns.us-east-1.amazonaws.com"))
            .build();

    String balance = mturk.getAccountBalance(request -> {}).availableBalance();
    String queueUrl = sqs.createQueue(request -> request.queueName("news")).queueUrl();
    String topicArn = sns.createTopic(request -> request.name("news")).topicArn();
    sns.subscribe(
        request ->
            request
                .topicArn(topicArn)
                .protocol("sqs")
                .endpoint("arn:aws:sqs:us-east-1:000000000000:news"));
    NotificationSpecification toTopic =
        NotificationSpecification.builder()
            .transport(NotificationTransport.SNS)
            .destination(topicArn)
            .version("2014-08-15")
            .eventTypes(EventType.HIT_REVIEWABLE)
            .build();
    mturk.sendTestEventNotification(
        request -> request.notification(toTopic).testEventType(EventType.HIT_REVIEWABLE));
    String body =
        sqs.receiveMessage(request -> request.queueUrl(queueUrl).waitTimeSeconds(20))
            .messages()
            .get(0)
            .body();

    System.out.println(balance);
    System.out.println(queueUrl);
    System.out.println(body);
  }
}
