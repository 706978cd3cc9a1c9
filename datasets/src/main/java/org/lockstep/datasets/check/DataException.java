package org.lockstep.datasets.check;

import java.util.Optional;

/**
 * Input that cannot be trained on. The message is the whole sentence that the user reads; the kind
 * decides the exit code (65 and 66 as in BSD's {@code sysexits.h}).
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether the input is wrong or not there. */
  public enum Kind {
    /** The input is there and wrong: EX_DATAERR. */
    BAD_DATA(65),
    /** The input is missing or cannot be read: EX_NOINPUT. */
    MISSING(66);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }

  private final Kind kind;

  public DataException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public DataException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** The input is wrong; the message is formatted as by {@link String#format}. */
  public static DataException bad(String format, Object... arguments) {
    return new DataException(Kind.BAD_DATA, format.formatted(arguments));
  }

  /** The input is not there; the message is formatted as by {@link String#format}. */
  public static DataException missing(String format, Object... arguments) {
    return new DataException(Kind.MISSING, format.formatted(arguments));
  }

  /** The exception of this class in a failure's chain of causes: a Spark task's is wrapped. */
  public static Optional<DataException> in(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof DataException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  public Kind kind() {
    return kind;
  }
}
