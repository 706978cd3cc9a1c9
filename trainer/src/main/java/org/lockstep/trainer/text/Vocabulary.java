package org.lockstep.trainer.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The terms that have a feature, by total count descending, then term ascending by code point; so
 * the cut at maxTerms does not depend on how the rows were partitioned. scikit-learn's vocabulary
 * of the same settings is the same set, ties at the cut aside (it breaks them by column order).
 *
 * <p>Immutable and thread-safe; plain arrays, so that it travels by any serialiser.
 */
public final class Vocabulary implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Ascending by code point, not by UTF-16 unit: U+10000 comes after U+FFFD. */
  public static final Comparator<String> BY_CODE_POINT = Vocabulary::compareCodePoints;

  private static final Comparator<TermCount> ORDER =
      Comparator.comparingLong(TermCount::count)
          .reversed()
          .thenComparing(TermCount::term, BY_CODE_POINT);

  private final String[] terms;
  private final long[] documentFrequencies;
  private final long documents;
  private transient volatile Map<String, Integer> index;

  /**
   * @param terms distinct terms in feature order
   * @param documentFrequencies rows that hold each term, 1…documents
   * @param documents rows of the training split, rows without terms included
   */
  public Vocabulary(List<String> terms, long[] documentFrequencies, long documents) {
    this.terms = terms.toArray(String[]::new);
    this.documentFrequencies = documentFrequencies.clone();
    this.documents = documents;
    if (this.terms.length == 0 || this.terms.length != documentFrequencies.length) {
      throw new IllegalArgumentException(
          "a vocabulary must hold at least one term and one document frequency a term. Received:"
              + " %d terms, %d frequencies"
                  .formatted(this.terms.length, documentFrequencies.length));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < this.terms.length; i++) {
      if (!seen.add(this.terms[i])) {
        throw new IllegalArgumentException(
            "terms must be distinct. Received: \"%s\" twice".formatted(this.terms[i]));
      }
      if (documentFrequencies[i] < 1 || documentFrequencies[i] > documents) {
        throw new IllegalArgumentException(
            "a document frequency must be in 1…%d. Received: %d (term \"%s\")"
                .formatted(documents, documentFrequencies[i], this.terms[i]));
      }
    }
  }

  /** See {@link #of(Iterator, long, TextSpec)}. */
  public static Vocabulary of(Collection<TermCount> counts, long documents, TextSpec spec) {
    return of(counts.iterator(), documents, spec);
  }

  /**
   * Keeps the terms between the document frequency bounds (both included), then the first maxTerms.
   *
   * @param counts one entry a term, in any order
   * @param documents rows counted
   * @throws IllegalArgumentException if the bounds contradict each other or no term is left
   */
  public static Vocabulary of(Iterator<TermCount> counts, long documents, TextSpec spec) {
    double least = spec.minDocumentFrequency().inRows(documents);
    double most = spec.maxDocumentFrequency().inRows(documents);
    requireOrdered(least, most, documents);
    List<TermCount> kept = new ArrayList<>();
    long seen = 0;
    while (counts.hasNext()) {
      TermCount count = counts.next();
      seen++;
      if (count.documents() >= least && count.documents() <= most) {
        kept.add(count);
      }
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          ("the training texts must hold at least one term that minDocumentFrequency %s and"
                  + " maxDocumentFrequency %s keep. Received: %d terms in %d texts")
              .formatted(
                  spec.minDocumentFrequency(), spec.maxDocumentFrequency(), seen, documents));
    }
    kept.sort(ORDER);
    if (spec.maxTerms() > 0 && kept.size() > spec.maxTerms()) {
      kept = kept.subList(0, spec.maxTerms());
    }
    return new Vocabulary(
        kept.stream().map(TermCount::term).toList(),
        kept.stream().mapToLong(TermCount::documents).toArray(),
        documents);
  }

  static void requireOrdered(double least, double most, long documents) {
    if (most < least) {
      throw new IllegalArgumentException(
          ("maxDocumentFrequency must not be below minDocumentFrequency. Received: %s < %s rows of"
                  + " %d")
              .formatted(most, least, documents));
    }
  }

  public int size() {
    return terms.length;
  }

  public String term(int index) {
    return terms[index];
  }

  public List<String> terms() {
    return List.of(terms);
  }

  /** Rows of the training split that hold term {@code index}. */
  public long documentFrequency(int index) {
    return documentFrequencies[index];
  }

  /** Rows of the training split. */
  public long documents() {
    return documents;
  }

  /** The feature of {@code term}, or −1. */
  public int indexOf(String term) {
    Map<String, Integer> known = index;
    if (known == null) {
      known = new HashMap<>(terms.length * 2);
      for (int i = 0; i < terms.length; i++) {
        known.put(terms[i], i);
      }
      index = known; // built twice at worst, equal both times
    }
    Integer found = known.get(term);
    return found == null ? -1 : found;
  }

  private static int compareCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        // Surrogates stand for code points above every other char; only then does UTF-16 order err.
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        return xHigh == yHigh ? Character.compare(x, y) : Boolean.compare(xHigh, yHigh);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
