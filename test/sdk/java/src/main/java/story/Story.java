package story;

import software.amazon.awssdk.core.util.VersionInfo;

/** Runs test/sdk/STORY.md with version 2 of the AWS SDK for Java. */
public class Story {
  public static void main(String[] args) {
    System.out.println("software.amazon.awssdk:mturk " + VersionInfo.SDK_VERSION);
    Checks checks = new Checks();
    Requester requester = new Requester();
    Creation.run(checks, requester);
    TestEvents.run(checks, requester);
    Life.run(checks, requester);
    Pages.run(checks, requester);
    Errors.run(checks, requester);
    Faults.run(checks, requester);
    System.exit(checks.end());
  }
}
