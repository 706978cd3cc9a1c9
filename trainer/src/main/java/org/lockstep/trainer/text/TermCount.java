package org.lockstep.trainer.text;

import java.io.Serializable;
import java.util.Objects;

/**
 * How often a term occurs: {@code count} times in {@code documents} rows. Counts of one term from
 * different rows add up, in any order.
 *
 * <p>A plain class, not a record: Spark's Kryo cannot serialise records.
 */
public final class TermCount implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String term;
  private final long count;
  private final long documents;

  public TermCount(String term, long count, long documents) {
    if (documents < 1 || count < documents) {
      throw new IllegalArgumentException(
          "a term must satisfy 1 <= documents <= count. Received: documents %d, count %d (term \"%s\")"
              .formatted(documents, count, term));
    }
    this.term = Objects.requireNonNull(term);
    this.count = count;
    this.documents = documents;
  }

  public String term() {
    return term;
  }

  public long count() {
    return count;
  }

  public long documents() {
    return documents;
  }

  /** Both counts of the same term. */
  public TermCount plus(TermCount other) {
    if (!term.equals(other.term)) {
      throw new IllegalArgumentException(
          "counts of one term must be added. Received: \"%s\" and \"%s\""
              .formatted(term, other.term));
    }
    return new TermCount(
        term, Math.addExact(count, other.count), Math.addExact(documents, other.documents));
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof TermCount other
        && term.equals(other.term)
        && count == other.count
        && documents == other.documents;
  }

  @Override
  public int hashCode() {
    return Objects.hash(term, count, documents);
  }

  @Override
  public String toString() {
    return "\"" + term + "\" " + count + "× in " + documents;
  }
}
