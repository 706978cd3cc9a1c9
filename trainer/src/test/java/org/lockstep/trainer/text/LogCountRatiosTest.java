package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.model.Json;

/** Against the paper's formula in numpy; {@code golden/ratios.py} made the expected values. */
class LogCountRatiosTest {
  private static final TextSpec ALL_TERMS =
      TextSpec.defaults().withMaxTerms(0).withNaiveBayes(true);
  private static final Map<String, TextSpec> SETTINGS =
      Map.of(
          "twoClasses", ALL_TERMS.withUseIdf(false).withNorm(Norm.NONE),
          "threeClasses", ALL_TERMS.withWordNgrams(NgramRange.of(1, 2)));

  @ParameterizedTest
  @ValueSource(strings = {"twoClasses", "threeClasses"})
  void ratiosAndRowsAreThoseOfTheFormula(String name) throws IOException {
    List<String> corpus = TfIdfGoldenTest.corpus();
    Map<?, ?> golden = golden(name);
    TfIdf features = fit(SETTINGS.get(name), corpus, (List<?>) golden.get("labels"));

    Map<?, ?> ratios = (Map<?, ?>) golden.get("ratios");
    assertThat(features.width()).isEqualTo(ratios.size());
    for (int t = 0; t < features.width(); t++) {
      assertThat(features.ratios()[t])
          .as(features.featureName(t))
          .isCloseTo(number(ratios.get(features.featureName(t))), within(1e-12));
    }
    for (int i = 0; i < corpus.size(); i++) {
      Map<?, ?> expected = (Map<?, ?>) ((List<?>) golden.get("rows")).get(i);
      SparseRow row = features.transform(corpus.get(i));
      for (int k = 0; k < row.indices().length; k++) {
        Object value = expected.get(features.featureName(row.indices()[k]));
        assertThat((double) row.values()[k])
            .as("row %d", i)
            .isCloseTo(value == null ? 0 : number(value), within(1e-6));
      }
      assertThat(row.indices().length).as("row %d", i).isGreaterThanOrEqualTo(expected.size());
    }
  }

  @Test
  void ofTwoClassesTheSecondIsComparedWithTheFirst() {
    double[] ratios = LogCountRatios.of(new long[][] {{3, 0, 1}, {0, 3, 1}});
    // p = 1, 4, 2 of 7 against q = 4, 1, 2 of 7
    assertThat(ratios[0]).isCloseTo(-Math.log(4), within(1e-15));
    assertThat(ratios[1]).isCloseTo(Math.log(4), within(1e-15));
    assertThat(ratios[2]).isZero();
  }

  @Test
  void oneClassCannotBeCompared() {
    assertThatThrownBy(() -> LogCountRatios.of(new long[][] {{1}}))
        .hasMessage("log-count ratios must be of at least two classes. Received: 1");
  }

  @Test
  void ratiosAreWantedWhereTheSpecSaysSoAndOnlyThere() {
    Vocabulary vocabulary = new Vocabulary(List.of("a"), new long[] {1}, 1);
    assertThatThrownBy(() -> new TfIdf(ALL_TERMS, vocabulary, new double[1], new double[0]))
        .hasMessage("ratios must hold one number a term, 1. Received: 0");
    assertThatThrownBy(
            () -> new TfIdf(TextSpec.defaults(), vocabulary, new double[1], new double[1]))
        .hasMessage("ratios must hold one number a term, 0. Received: 1");
    assertThatThrownBy(
            () -> new TfIdf(ALL_TERMS, vocabulary, new double[1], new double[] {Double.NaN}))
        .hasMessage("ratios must be finite. Received: NaN (term \"a\")");
  }

  @Test
  void hashedTermsHaveNone() {
    assertThatThrownBy(() -> ALL_TERMS.withHashing(TermHashing.ofBits(8)))
        .hasMessage("naiveBayes must be false where terms are hashed. Received: true");
  }

  /** The plain single-thread fit, each row counted for its class once a term. */
  static TfIdf fit(TextSpec spec, List<String> corpus, List<?> labels) {
    Tokenizer tokenizer = new Tokenizer(spec);
    TermCounts counts = new TermCounts();
    corpus.forEach(text -> counts.add(tokenizer.terms(text)));
    Vocabulary vocabulary = Vocabulary.of(counts.counts(), counts.documents(), spec);
    int classes = (int) labels.stream().distinct().count();
    long[][] documents = new long[classes][vocabulary.size()];
    for (int i = 0; i < corpus.size(); i++) {
      for (String term : new HashSet<>(tokenizer.terms(corpus.get(i)))) {
        documents[((Number) labels.get(i)).intValue()][vocabulary.indexOf(term)]++;
      }
    }
    return TfIdf.fit(spec, vocabulary, documents);
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private static Map<?, ?> golden(String name) throws IOException {
    try (InputStream in =
        LogCountRatiosTest.class.getResourceAsStream("/org/lockstep/trainer/golden/ratios.json")) {
      Object root = Json.read(in.readAllBytes(), Json.Limits.standard());
      return (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) root).get("cases")).get(name);
    }
  }
}
