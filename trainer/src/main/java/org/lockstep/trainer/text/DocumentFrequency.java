package org.lockstep.trainer.text;

import java.io.Serializable;

/**
 * A bound on the number of documents (rows) that hold a term. As in scikit-learn, an integer counts
 * rows and a decimal is a share of all rows: {@code 1} is one row, {@code 1.0} is every row.
 *
 * @param value rows, or a share in [0, 1]
 * @param share whether {@code value} is a share
 */
public record DocumentFrequency(double value, boolean share) implements Serializable {

  public DocumentFrequency {
    if (share && !(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          "a document frequency given as a decimal must be a share in [0.0, 1.0]. Received: "
              + value);
    }
    if (!share && !(value >= 1 && value <= 1L << 52 && value == Math.rint(value))) {
      throw new IllegalArgumentException(
          "a document frequency given as an integer must be >= 1. Received: " + value);
    }
  }

  public static DocumentFrequency rows(long rows) {
    return new DocumentFrequency(rows, false);
  }

  public static DocumentFrequency share(double share) {
    return new DocumentFrequency(share, true);
  }

  /** Reads {@code "2"} as rows and {@code "0.5"}, {@code "1.0"} or {@code "1e-3"} as a share. */
  public static DocumentFrequency parse(String text) {
    String number = text.strip();
    try {
      return number.matches("[+-]?[0-9]+")
          ? rows(Long.parseLong(number))
          : share(Double.parseDouble(number));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "a document frequency must be an integer (rows) or a decimal (share of rows). Received: "
              + text,
          e);
    }
  }

  /** The bound in rows, out of {@code documents}; a share gives a fraction, as in scikit-learn. */
  public double inRows(long documents) {
    return share ? value * documents : value;
  }

  /** The word that {@link #parse} reads back. */
  @Override
  public String toString() {
    return share ? Double.toString(value) : Long.toString((long) value);
  }
}
