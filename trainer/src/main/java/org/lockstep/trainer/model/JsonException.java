package org.lockstep.trainer.model;

/** Text that is not the JSON that {@link Json} accepts; says at which byte. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long offset;

  public JsonException(String message, long offset) {
    super(message + " (byte " + offset + ")");
    this.offset = offset;
  }

  /** The byte, counted from 0, at which reading stopped. */
  public long offset() {
    return offset;
  }
}
