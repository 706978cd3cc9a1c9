package org.lockstep.trainer.text;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.lockstep.trainer.feature.SparseRow;

/**
 * Texts to rows of {@code tf·idf} over hashed buckets ({@link TermHashing}) instead of a
 * vocabulary; scikit-learn's HashingVectorizer, followed by its TfidfTransformer where idf is used,
 * gives the same values for the rows that it was fitted on.
 *
 * <p>tf of a bucket is the sum of its occurrences' signs; occurrences that cancel leave no value.
 * The document frequency of a bucket counts the training rows that hold one of its terms. A bucket
 * outside the spec's bounds on document frequency gives no value, as in Spark's IDF (minDocFreq):
 * by default the buckets that no training row filled, whose weights the network never learned.
 * Without idf nothing is counted and every bucket gives its value.
 *
 * <p>Immutable and thread-safe. It holds records, so send it by Java serialisation.
 */
public final class HashedTfIdf implements TextFeatures {
  private static final long serialVersionUID = 1L;

  private final TextSpec spec;
  private final BucketFrequencies frequencies;
  private final Tokenizer tokenizer;

  /**
   * @param spec with hashing on
   * @param frequencies of the training rows; {@link BucketFrequencies#none()} without idf
   * @throws IllegalArgumentException if the bounds contradict each other or leave no bucket
   */
  public HashedTfIdf(TextSpec spec, BucketFrequencies frequencies) {
    if (spec.hashing().isOff()) {
      throw new IllegalArgumentException("hashing must be on. Received: off");
    }
    this.spec = spec;
    this.frequencies = frequencies;
    this.tokenizer = new Tokenizer(spec);
    int size = frequencies.size();
    if (size > 0 && frequencies.bucket(size - 1) >= width()) {
      throw new IllegalArgumentException(
          "buckets must be below 2^%d. Received: %d"
              .formatted(spec.hashing().bits(), frequencies.bucket(size - 1)));
    }
    if (!spec.useIdf() && (size > 0 || frequencies.documents() > 0)) {
      throw new IllegalArgumentException(
          "document frequencies must be left out where idf is not used. Received: %d of %d documents"
              .formatted(size, frequencies.documents()));
    }
    if (spec.useIdf()) {
      requireBucket();
    }
  }

  private void requireBucket() {
    double least = spec.minDocumentFrequency().inRows(frequencies.documents());
    double most = spec.maxDocumentFrequency().inRows(frequencies.documents());
    Vocabulary.requireOrdered(least, most, frequencies.documents());
    for (int i = 0; i < frequencies.size(); i++) {
      if (frequencies.frequency(i) >= least && frequencies.frequency(i) <= most) {
        return;
      }
    }
    throw new IllegalArgumentException(
        ("the training texts must hold at least one term whose bucket minDocumentFrequency %s and"
                + " maxDocumentFrequency %s keep. Received: %d buckets in %d texts")
            .formatted(
                spec.minDocumentFrequency(),
                spec.maxDocumentFrequency(),
                frequencies.size(),
                frequencies.documents()));
  }

  @Override
  public SparseRow transform(String text) {
    int[] codes = codes(text);
    int[] indices = new int[codes.length];
    double[] weights = new double[codes.length];
    int filled = 0;
    for (int from = 0, to = 0; from < codes.length; from = to) {
      int bucket = codes[from] >> 1;
      int count = 0;
      while (to < codes.length && codes[to] >> 1 == bucket) {
        count += 1 - 2 * (codes[to++] & 1);
      }
      double idf = count == 0 ? 0 : idf(bucket);
      if (idf != 0) {
        indices[filled] = bucket;
        weights[filled++] = TermWeights.tf(spec, count) * idf;
      }
    }
    TermWeights.normalise(spec, weights, filled);
    return new SparseRow(
        width(), Arrays.copyOf(indices, filled), TermWeights.floats(weights, filled));
  }

  /** The codes of the text's terms, ascending, so that those of a bucket stand together. */
  private int[] codes(String text) {
    List<String> terms = tokenizer.terms(text);
    int[] codes = new int[terms.size()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = spec.hashing().code(terms.get(i));
    }
    Arrays.sort(codes);
    return codes;
  }

  /** The factor of a bucket; 0 for one that gives no value. */
  double idf(int bucket) {
    if (!spec.useIdf()) {
      return 1;
    }
    long frequency = frequencies.documentFrequency(bucket);
    long documents = frequencies.documents();
    boolean kept =
        frequency > 0
            && frequency >= spec.minDocumentFrequency().inRows(documents)
            && frequency <= spec.maxDocumentFrequency().inRows(documents);
    return kept ? TermWeights.idf(spec, documents, frequency) : 0;
  }

  @Override
  public int width() {
    return spec.hashing().buckets();
  }

  /** {@code bucket 7}: the terms themselves are not known. */
  @Override
  public String featureName(int index) {
    return "bucket " + Objects.checkIndex(index, width());
  }

  @Override
  public TextSpec spec() {
    return spec;
  }

  /** Of the training rows; none without idf. */
  public BucketFrequencies frequencies() {
    return frequencies;
  }
}
