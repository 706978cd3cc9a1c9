package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.model.Json;

/** Against scikit-learn's TfidfVectorizer; {@code golden/tfidf.py} made the expected values. */
class TfIdfGoldenTest {
  private static final TextSpec ALL_TERMS = TextSpec.defaults().withMaxTerms(0);
  private static final TextSpec CHARACTERS =
      ALL_TERMS.withCharNgrams(NgramRange.of(2, 4)).withWordNgrams(NgramRange.off());

  private static final Map<String, TextSpec> SETTINGS =
      Map.ofEntries(
          Map.entry("defaults", ALL_TERMS),
          Map.entry("sublinear", ALL_TERMS.withSublinearTf(true)),
          Map.entry("plainIdf", ALL_TERMS.withSmoothIdf(false)),
          Map.entry("noIdfNoNorm", ALL_TERMS.withUseIdf(false).withNorm(Norm.NONE)),
          Map.entry("noNorm", ALL_TERMS.withNorm(Norm.NONE)),
          Map.entry("caseKept", ALL_TERMS.withLowerCase(false)),
          Map.entry("bigrams", ALL_TERMS.withWordNgrams(NgramRange.of(1, 3))),
          Map.entry(
              "atLeastTwoRows", ALL_TERMS.withMinDocumentFrequency(DocumentFrequency.rows(2))),
          Map.entry(
              "shares",
              ALL_TERMS
                  .withMinDocumentFrequency(DocumentFrequency.share(0.09))
                  .withMaxDocumentFrequency(DocumentFrequency.share(0.3))),
          Map.entry(
              "stopWords",
              ALL_TERMS
                  .withStopWords(List.of("the", "and", "was"))
                  .withWordNgrams(NgramRange.of(1, 2))),
          Map.entry("singleCharacters", ALL_TERMS.withMinTokenLength(1)),
          Map.entry("mostFrequent", ALL_TERMS.withMaxTerms(3)),
          Map.entry("characters", CHARACTERS),
          Map.entry(
              "charactersLong",
              CHARACTERS
                  .withCharNgrams(NgramRange.of(5, 7))
                  .withSublinearTf(true)
                  .withMinDocumentFrequency(DocumentFrequency.rows(2))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "defaults",
        "sublinear",
        "plainIdf",
        "noIdfNoNorm",
        "noNorm",
        "caseKept",
        "bigrams",
        "atLeastTwoRows",
        "shares",
        "stopWords",
        "singleCharacters",
        "mostFrequent",
        "characters",
        "charactersLong"
      })
  void vocabularyAndValuesAreThoseOfScikitLearn(String name) throws IOException {
    List<String> corpus = corpus();
    Map<?, ?> golden =
        (Map<?, ?>) ((Map<?, ?>) ((Map<?, ?>) read("tfidf.json")).get("cases")).get(name);
    TfIdf features = fit(SETTINGS.get(name), corpus);

    assertThat(new TreeSet<>(features.vocabulary().terms()))
        .isEqualTo(new TreeSet<>(strings(golden.get("terms"))));
    List<?> rows = (List<?>) golden.get("rows");
    for (int i = 0; i < corpus.size(); i++) {
      Map<?, ?> expected = (Map<?, ?>) rows.get(i);
      SparseRow row = features.transform(corpus.get(i));
      assertThat(row.indices()).as("row %d", i).hasSize(expected.size());
      for (int k = 0; k < row.indices().length; k++) {
        String term = features.featureName(row.indices()[k]);
        assertThat(expected.containsKey(term)).as("row %d has %s", i, term).isTrue();
        double value = ((Number) expected.get(term)).doubleValue();
        assertThat((double) row.values()[k])
            .as("row %d, %s", i, term)
            .isCloseTo(value, within(1e-6 * Math.max(1, value)));
      }
    }
  }

  static TfIdf fit(TextSpec spec, List<String> corpus) {
    Tokenizer tokenizer = new Tokenizer(spec);
    TermCounts counts = new TermCounts();
    corpus.forEach(text -> counts.add(tokenizer.terms(text)));
    return TfIdf.fit(spec, Vocabulary.of(counts.counts(), counts.documents(), spec));
  }

  static List<String> corpus() throws IOException {
    return strings(read("corpus.json"));
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static Object read(String file) throws IOException {
    try (InputStream in =
        TfIdfGoldenTest.class.getResourceAsStream("/org/lockstep/trainer/golden/" + file)) {
      return Json.read(in.readAllBytes(), Json.Limits.standard());
    }
  }
}
