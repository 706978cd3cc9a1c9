package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lockstep.trainer.feature.SparseRow;
import org.lockstep.trainer.model.Json;

/** Against scikit-learn's HashingVectorizer; {@code golden/hashing.py} made the expected values. */
class HashingGoldenTest {
  private static final TextSpec SPEC = TextSpec.defaults().withHashing(TermHashing.ofBits(20));

  private static final Map<String, TextSpec> SETTINGS =
      Map.of(
          "counts", SPEC.withUseIdf(false).withNorm(Norm.NONE),
          "unsigned", SPEC.withUseIdf(false).withHashing(new TermHashing(20, false)),
          "collisions", SPEC.withUseIdf(false).withHashing(TermHashing.ofBits(3)),
          "bigramsIdf", SPEC.withWordNgrams(NgramRange.of(1, 2)),
          "plainIdf", SPEC.withSmoothIdf(false).withHashing(TermHashing.ofBits(10)),
          "sublinear", SPEC.withSublinearTf(true).withHashing(new TermHashing(6, false)),
          "manyCollisionsIdf", SPEC.withNorm(Norm.NONE).withHashing(TermHashing.ofBits(2)));

  @Test
  void hashesAreThoseOfScikitLearn() throws IOException {
    for (Object each : (List<?>) golden().get("hashes")) {
      List<?> hash = (List<?>) each;
      byte[] term = hash.get(0).toString().getBytes(StandardCharsets.UTF_8);
      int seed = ((Number) hash.get(1)).intValue();
      assertThat((long) MurmurHash3.x86x32(term, seed)).as("%s", hash).isEqualTo(hash.get(2));
    }
  }

  /** From the SMHasher project's verification and the vectors that its ports share. */
  @Test
  void hashesAreThePublishedOnes() {
    assertThat(MurmurHash3.x86x32(new byte[0], 1)).isEqualTo(0x514e28b7);
    assertThat(MurmurHash3.x86x32(new byte[] {-1, -1, -1, -1}, 0)).isEqualTo(0x76293b50);
    assertThat(MurmurHash3.x86x32(new byte[] {0x21, 0x43, 0x65, (byte) 0x87}, 0))
        .isEqualTo(0xf55b516b);
    byte[] text = "The quick brown fox jumps over the lazy dog".getBytes(StandardCharsets.US_ASCII);
    assertThat(MurmurHash3.x86x32(text, 0x9747b28c)).isEqualTo(0x2fa826cd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "counts",
        "unsigned",
        "collisions",
        "bigramsIdf",
        "plainIdf",
        "sublinear",
        "manyCollisionsIdf"
      })
  void bucketsAndValuesAreThoseOfScikitLearn(String name) throws IOException {
    List<String> corpus = TfIdfGoldenTest.corpus();
    HashedTfIdf features = fit(SETTINGS.get(name), corpus);
    List<?> rows = (List<?>) ((Map<?, ?>) golden().get("cases")).get(name);
    for (int i = 0; i < corpus.size(); i++) {
      Map<?, ?> expected = (Map<?, ?>) rows.get(i);
      SparseRow row = features.transform(corpus.get(i));
      assertThat(row.columns()).isEqualTo(features.spec().hashing().buckets());
      assertThat(row.indices()).as("row %d", i).hasSize(expected.size()).isSorted();
      for (int k = 0; k < row.indices().length; k++) {
        String bucket = Integer.toString(row.indices()[k]);
        assertThat(expected.containsKey(bucket)).as("row %d has %s", i, bucket).isTrue();
        double value = ((Number) expected.get(bucket)).doubleValue();
        assertThat((double) row.values()[k])
            .as("row %d, bucket %s", i, bucket)
            .isCloseTo(value, within(1e-6 * Math.max(1, Math.abs(value))));
      }
    }
  }

  static HashedTfIdf fit(TextSpec spec, List<String> corpus) {
    if (!spec.useIdf()) {
      return new HashedTfIdf(spec, BucketFrequencies.none());
    }
    BucketCounts counts = new BucketCounts(spec.hashing());
    Tokenizer tokenizer = new Tokenizer(spec);
    corpus.forEach(text -> counts.add(tokenizer.terms(text)));
    return new HashedTfIdf(spec, counts.finish());
  }

  private static Map<?, ?> golden() throws IOException {
    try (InputStream in =
        HashingGoldenTest.class.getResourceAsStream("/org/lockstep/trainer/golden/hashing.json")) {
      return (Map<?, ?>) Json.read(in.readAllBytes(), Json.Limits.standard());
    }
  }
}
