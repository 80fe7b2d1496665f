import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.mturk.AmazonMTurk;
import com.amazonaws.services.mturk.AmazonMTurkClientBuilder;
import com.amazonaws.services.mturk.model.GetAccountBalanceRequest;
import com.amazonaws.services.mturk.model.NotificationSpecification;
import com.amazonaws.services.mturk.model.SendTestEventNotificationRequest;
import com.amazonaws.services.sns.AmazonSNS;
import com.amazonaws.services.sns.AmazonSNSClientBuilder;
import com.amazonaws.services.sqs.AmazonSQS;
import com.amazonaws.services.sqs.AmazonSQSClientBuilder;
import com.amazonaws.services.sqs.model.ReceiveMessageRequest;

/** The same as Exec, with version 1 of the SDK. */
public class ExecV1 {
  public static void main(String[] args) {
    AmazonMTurk mturk =
        AmazonMTurkClientBuilder.standard()
            .withEndpointConfiguration(
                new EndpointConfiguration(
                    "https://mturk-requester-sandbox.us-east-1.amazonaws.com", "us-east-1"))
            .build();
    AmazonSQS sqs = AmazonSQSClientBuilder.standard().withRegion("us-east-1").build();
    AmazonSNS sns = AmazonSNSClientBuilder.standard().withRegion("us-east-1").build();

    String balance =
        mturk.getAccountBalance(new GetAccountBalanceRequest()).getAvailableBalance();
    String queueUrl = sqs.createQueue("news").getQueueUrl();
    String topicArn = sns.createTopic("news").getTopicArn();
    sns.subscribe(topicArn, "sqs", "arn:aws:sqs:us-east-1:000000000000:news");
    mturk.sendTestEventNotification(
        new SendTestEventNotificationRequest()
            .withNotification(
                new NotificationSpecification()
                    .withTransport("SNS")
                    .withDestination(topicArn)
                    .withVersion("2014-08-15")
                    .withEventTypes("HITReviewable"))
            .withTestEventType("HITReviewable"));
    String body =
        sqs.receiveMessage(new ReceiveMessageRequest(queueUrl).withWaitTimeSeconds(20))
            .getMessages()
            .get(0)
            .getBody();

    System.out.println(balance);
    System.out.println(queueUrl);
    System.out.println(body);
  }
}
