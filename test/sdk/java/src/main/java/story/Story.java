package story;

import software.amazon.awssdk.core.util.VersionInfo;

/** Tells test/sdk/STORY.md by version 2 of the AWS SDK for Java. */
public class Story {
  public static void main(String[] args) {
    System.out.println("software.amazon.awssdk:mturk " + VersionInfo.SDK_VERSION);
    Checks checks = new Checks();
    Requester requester = new Requester();
    Made.tell(checks, requester);
    TestEvents.tell(checks, requester);
    Life.tell(checks, requester);
    Pages.tell(checks, requester);
    Refusals.tell(checks, requester);
    Faults.tell(checks, requester);
    System.exit(checks.end());
  }
}
