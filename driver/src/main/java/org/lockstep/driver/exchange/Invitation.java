package org.lockstep.driver.exchange;

import java.io.Serializable;
import org.lockstep.driver.exchange.wire.Attempt;

/**
 * What a task needs to join an attempt. Holds the token: it belongs into the closure of the
 * attempt's own stage and nowhere else.
 */
public final class Invitation implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Attempt attempt;
  private final String host;
  private final int port;
  private final ExchangeLimits limits;

  Invitation(Attempt attempt, String host, int port, ExchangeLimits limits) {
    this.attempt = attempt;
    this.host = host;
    this.port = port;
    this.limits = limits;
  }

  public Attempt attempt() {
    return attempt;
  }

  /** The tracker's host. */
  public String host() {
    return host;
  }

  /** The tracker's port. */
  public int port() {
    return port;
  }

  public ExchangeLimits limits() {
    return limits;
  }

  @Override
  public String toString() {
    return "invitation to " + attempt + " at " + host + ":" + port;
  }
}
