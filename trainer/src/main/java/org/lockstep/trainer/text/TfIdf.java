package org.lockstep.trainer.text;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.lockstep.trainer.feature.SparseRow;

/**
 * Texts to rows of {@code tf·idf}, scaled to length 1 if the spec says so; scikit-learn's
 * TfidfVectorizer (user guide, 6.2.3.4) with the same settings gives the same values.
 *
 * <p>With {@code naiveBayes} the values are {@code tf·idf·ratio}, a term's {@link LogCountRatios
 * log-count ratio} between the classes of the training rows, before they are scaled.
 *
 * <p>tf is the count of the term in the text, or 1 + ln(count) when sublinear. idf is
 * ln((1+n)/(1+df)) + 1 when smooth, ln(n/df) + 1 when not, 1 when unused; n rows of the training
 * split, df of them with the term. All in double with StrictMath, the norm summed in index order,
 * rounded to float at the end: the same bits everywhere. Rows stay sparse.
 *
 * <p>Immutable and thread-safe. It holds records, so send it by Java serialisation.
 */
public final class TfIdf implements TextFeatures {
  private static final long serialVersionUID = 1L;

  private final TextSpec spec;
  private final Vocabulary vocabulary;
  private final double[] idf;
  private final double[] ratios;
  private final Tokenizer tokenizer;

  /**
   * @param idf one weight a term, finite
   * @param ratios one factor a term, finite; none without {@code naiveBayes}
   */
  public TfIdf(TextSpec spec, Vocabulary vocabulary, double[] idf, double[] ratios) {
    requireOneATerm("idf", idf, vocabulary, true);
    requireOneATerm("ratios", ratios, vocabulary, spec.naiveBayes());
    this.spec = spec;
    this.vocabulary = vocabulary;
    this.idf = idf.clone();
    this.ratios = ratios.clone();
    this.tokenizer = new Tokenizer(spec);
  }

  private static void requireOneATerm(
      String name, double[] numbers, Vocabulary vocabulary, boolean wanted) {
    int terms = wanted ? vocabulary.size() : 0;
    if (numbers.length != terms) {
      throw new IllegalArgumentException(
          "%s must hold one number a term, %d. Received: %d"
              .formatted(name, terms, numbers.length));
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalArgumentException(
            "%s must be finite. Received: %s (term \"%s\")"
                .formatted(name, numbers[i], vocabulary.term(i)));
      }
    }
  }

  /** The pipeline whose idf follows from the vocabulary's document frequencies. */
  public static TfIdf fit(TextSpec spec, Vocabulary vocabulary) {
    return new TfIdf(spec, vocabulary, fittedIdf(spec, vocabulary), new double[0]);
  }

  /**
   * With {@code naiveBayes}: the pipeline whose ratios follow from the classes of the rows, too.
   *
   * @param classDocuments of each class, for each term, its training rows that hold the term
   */
  public static TfIdf fit(TextSpec spec, Vocabulary vocabulary, long[][] classDocuments) {
    return new TfIdf(
        spec, vocabulary, fittedIdf(spec, vocabulary), LogCountRatios.of(classDocuments));
  }

  private static double[] fittedIdf(TextSpec spec, Vocabulary vocabulary) {
    double[] idf = new double[vocabulary.size()];
    for (int i = 0; i < idf.length; i++) {
      idf[i] = TermWeights.idf(spec, vocabulary.documents(), vocabulary.documentFrequency(i));
    }
    return idf;
  }

  @Override
  public SparseRow transform(String text) {
    int[] features = features(text);
    int distinct = 0;
    for (int k = 0; k < features.length; k++) {
      distinct += k == 0 || features[k] != features[k - 1] ? 1 : 0;
    }
    int[] indices = new int[distinct];
    double[] weights = new double[distinct];
    for (int k = 0, row = -1; k < features.length; k++) {
      if (k == 0 || features[k] != features[k - 1]) {
        indices[++row] = features[k];
      }
      weights[row]++;
    }
    for (int k = 0; k < distinct; k++) {
      weights[k] = TermWeights.tf(spec, weights[k]) * idf[indices[k]];
      if (spec.naiveBayes()) {
        weights[k] *= ratios[indices[k]];
      }
    }
    TermWeights.normalise(spec, weights, distinct);
    return new SparseRow(width(), indices, TermWeights.floats(weights, distinct));
  }

  /** The features of the text's known terms, ascending, repeats included. */
  private int[] features(String text) {
    List<String> terms = tokenizer.terms(text);
    int[] features = new int[terms.size()];
    int known = 0;
    for (String term : terms) {
      int feature = vocabulary.indexOf(term);
      if (feature >= 0) {
        features[known++] = feature;
      }
    }
    Arrays.sort(features, 0, known);
    return Arrays.copyOf(features, known);
  }

  @Override
  public int width() {
    return vocabulary.size();
  }

  /** The term of feature {@code index}. */
  @Override
  public String featureName(int index) {
    return vocabulary.term(Objects.checkIndex(index, width()));
  }

  @Override
  public TextSpec spec() {
    return spec;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** A copy of the idf weights, in feature order. */
  public double[] idf() {
    return idf.clone();
  }

  /** A copy of the log-count ratios, in feature order; empty without {@code naiveBayes}. */
  public double[] ratios() {
    return ratios.clone();
  }
}
