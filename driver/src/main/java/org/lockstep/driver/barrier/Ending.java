package org.lockstep.driver.barrier;

import java.io.Serializable;

/**
 * How a program ended by itself: with a result, or with an exception that any other run of it would
 * throw again.
 *
 * @param result of the program; null if it threw
 * @param thrown null if it did not
 */
record Ending(Object result, RuntimeException thrown) implements Serializable {

  /**
   * The result.
   *
   * @throws RuntimeException what the program threw
   */
  Object get() {
    if (thrown != null) {
      throw thrown;
    }
    return result;
  }
}
