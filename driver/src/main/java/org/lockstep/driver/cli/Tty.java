package org.lockstep.driver.cli;

import java.io.Console;

/** Whether standard input and output are a terminal. */
final class Tty {
  private Tty() {}

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
