package story;

import java.util.Objects;

/** Takes the steps of the story one by one, and says how each went. */
class Checks {
  private int passed;
  private int failed;

  void step(String name, Runnable take) {
    try {
      take.run();
      passed++;
      System.out.println("ok " + name);
    } catch (Throwable fault) {
      failed++;
      System.out.println("not ok " + name + ": " + fault.toString().replace('\n', ' '));
    }
  }

  /** The program's exit code. */
  int end() {
    System.out.println(passed + " passed, " + failed + " failed");
    return failed > 0 ? 1 : 0;
  }

  static void same(Object found, Object wanted) {
    holds(Objects.equals(found, wanted), found + " and not " + wanted);
  }

  static void holds(boolean what, Object found) {
    if (!what) throw new AssertionError(found);
  }
}
