package org.lockstep.driver.exchange.wire;

/** What the called side answers to a caller: one byte, the ordinal. */
public enum Refusal {
  /** Not a refusal: the caller may stay. */
  NONE("is welcome"),
  OTHER_VERSION("speaks another protocol version or disagrees on encryption"),
  OTHER_ATTEMPT("belongs to another attempt or run"),
  NOT_PROVEN("could not prove that it holds the attempt's token"),
  NO_SUCH_PLACE("has a number that this attempt does not have"),
  TAKEN("has a number that has joined already");

  private final String reason;

  Refusal(String reason) {
    this.reason = reason;
  }

  public String reason() {
    return reason;
  }

  static Refusal of(byte code) throws ProtocolException {
    if (code < 0 || code >= values().length) {
      throw new ProtocolException("an answer must be 0 to 5. Received: " + code);
    }
    return values()[code];
  }
}
