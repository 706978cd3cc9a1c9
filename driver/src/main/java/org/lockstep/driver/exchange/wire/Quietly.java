package org.lockstep.driver.exchange.wire;

import java.io.Closeable;
import java.io.IOException;

/** Closes what is given up anyway. */
public final class Quietly {
  private Quietly() {}

  /** Closes {@code resource} if there is one; a failure of it changes nothing. */
  public static void close(Closeable resource) {
    if (resource == null) {
      return;
    }
    try {
      resource.close();
    } catch (IOException e) {
      // The connection is given up: how it ends does not matter.
    }
  }
}
