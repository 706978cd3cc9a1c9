package org.lockstep.driver.exchange.wire;

import java.io.IOException;

/** The called side refused this caller for good; calling again changes nothing. */
public final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedException(Refusal refusal, Introduction introduction, Attempt attempt) {
    super(
        "refused, since "
            + introduction.role().name().toLowerCase(java.util.Locale.ROOT)
            + " "
            + introduction.from()
            + " of "
            + attempt
            + " "
            + refusal.reason());
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }
}
