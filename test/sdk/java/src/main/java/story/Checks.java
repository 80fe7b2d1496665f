package story;

import java.util.Objects;

/** Runs the steps of the story and prints the result of each. */
class Checks {
  private int passed;
  private int failed;

  void step(String name, Runnable run) {
    try {
      run.run();
      passed++;
      System.out.println("ok " + name);
    } catch (Throwable cause) {
      failed++;
      System.out.println("not ok " + name + ": " + cause.toString().replace('\n', ' '));
    }
  }

  /** Returns the program's exit code. */
  int end() {
    System.out.println(passed + " passed, " + failed + " failed");
    return failed > 0 ? 1 : 0;
  }

  static void assertEqual(Object actual, Object expected) {
    assertTrue(Objects.equals(actual, expected), actual + " instead of " + expected);
  }

  static void assertTrue(boolean condition, Object actual) {
    if (!condition) throw new AssertionError(actual);
  }
}
