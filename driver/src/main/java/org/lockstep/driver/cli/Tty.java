package org.lockstep.driver.cli;

import java.io.Console;
import java.util.Map;

/** Whether standard input and output are a terminal. */
final class Tty {
  private Tty() {}

  /** Whether lines may be redrawn. */
  static boolean redraws(boolean present, Map<String, String> environment) {
    return present && !"dumb".equals(environment.get("TERM"));
  }

  /** Whether there may be colours: not where {@code NO_COLOR} says anything (no-color.org). */
  static boolean colours(boolean redraws, Map<String, String> environment) {
    return redraws && environment.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /**
   * Up to Java 21 there is a console only on a terminal; from 22 on there may always be one, and
   * {@code Console.isTerminal()}, which the Java 17 we compile for lacks, tells.
   */
  static boolean present() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException beforeJava22) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }
}
