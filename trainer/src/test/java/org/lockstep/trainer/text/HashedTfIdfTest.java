package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.feature.SparseRow;

class HashedTfIdfTest {
  private static final List<String> CORPUS = List.of("aa bb", "aa cc cc", "aa", "");
  private static final TextSpec SPEC = TextSpec.defaults().withHashing(TermHashing.ofBits(16));

  private static int bucket(String term) {
    return SPEC.hashing().code(term) >> 1;
  }

  @Test
  void documentFrequenciesCountRowsAndBucketsWithoutAnyGiveNoValue() {
    HashedTfIdf features = HashingGoldenTest.fit(SPEC, CORPUS);
    assertThat(features.frequencies().documents()).isEqualTo(4);
    assertThat(features.frequencies().size()).isEqualTo(3);
    assertThat(features.frequencies().documentFrequency(bucket("aa"))).isEqualTo(3);
    assertThat(features.frequencies().documentFrequency(bucket("cc"))).isEqualTo(1);
    assertThat(features.idf(bucket("cc"))).isEqualTo(StrictMath.log(5 / 2.0) + 1);
    assertThat(features.transform("unheard of").indices()).isEmpty();
    assertThat(features.transform("unheard aa").indices()).containsExactly(bucket("aa"));
  }

  @Test
  void boundsOnDocumentFrequencyApplyToBuckets() {
    TextSpec bounded = SPEC.withMaxDocumentFrequency(DocumentFrequency.rows(2));
    HashedTfIdf features = HashingGoldenTest.fit(bounded, CORPUS);
    assertThat(features.transform("aa cc").indices()).containsExactly(bucket("cc"));
    TextSpec atLeastFour = SPEC.withMinDocumentFrequency(DocumentFrequency.rows(4));
    assertThatThrownBy(() -> HashingGoldenTest.fit(atLeastFour, CORPUS))
        .hasMessage(
            "the training texts must hold at least one term whose bucket minDocumentFrequency 4 and"
                + " maxDocumentFrequency 1.0 keep. Received: 3 buckets in 4 texts");
  }

  @Test
  void withoutIdfNothingIsCountedAndEveryTermCounts() {
    HashedTfIdf features = HashingGoldenTest.fit(SPEC.withUseIdf(false), CORPUS);
    SparseRow row = features.transform("unheard");
    assertThat(row.indices()).containsExactly(bucket("unheard"));
    assertThat(Math.abs(row.values()[0])).isEqualTo(1);
    assertThatThrownBy(
            () -> SPEC.withUseIdf(false).withMinDocumentFrequency(DocumentFrequency.rows(2)))
        .hasMessageContaining("of hashed terms must be left at 1 and 1.0 without useIdf");
  }

  @Test
  void occurrencesThatCancelLeaveNoValueButCountAsARow() {
    TextSpec one = SPEC.withHashing(TermHashing.ofBits(1)).withNorm(Norm.NONE);
    String plus = null;
    String minus = null;
    for (int i = 0; plus == null || minus == null; i++) {
      int code = one.hashing().code("term" + i);
      plus = code == 0 ? "term" + i : plus;
      minus = code == 1 ? "term" + i : minus;
    }
    HashedTfIdf features = HashingGoldenTest.fit(one, List.of(plus + " " + minus));
    assertThat(features.frequencies().documentFrequency(0)).isEqualTo(1);
    assertThat(features.transform(plus + " " + minus).indices()).isEmpty();
    assertThat(features.transform(minus).values()).containsExactly(-1f);
    assertThat(features.transform(minus + " " + minus + " " + plus).values()).containsExactly(-1f);
  }

  @Test
  void mergedCountsAreThoseOfAllRows() {
    Tokenizer tokenizer = new Tokenizer(SPEC);
    BucketCounts all = new BucketCounts(SPEC.hashing());
    BucketCounts merged = new BucketCounts(SPEC.hashing());
    for (String text : CORPUS) {
      BucketCounts row = new BucketCounts(SPEC.hashing());
      row.add(tokenizer.terms(text));
      all.add(tokenizer.terms(text));
      merged.merge(row.finish());
    }
    BucketFrequencies one = all.finish();
    BucketFrequencies other = merged.finish();
    assertThat(other.documents()).isEqualTo(one.documents());
    assertThat(other.size()).isEqualTo(one.size());
    for (int i = 0; i < one.size(); i++) {
      assertThat(other.bucket(i)).isEqualTo(one.bucket(i));
      assertThat(other.frequency(i)).isEqualTo(one.frequency(i));
    }
  }

  @Test
  void badSettingsAreRefused() {
    assertThatThrownBy(() -> TermHashing.ofBits(25))
        .hasMessage("hashBits must be 1 to 24. Received: 25");
    assertThatThrownBy(() -> new TermHashing(0, true))
        .hasMessageContaining("alternateSign must be false");
    assertThatThrownBy(() -> SPEC.withMaxTerms(7))
        .hasMessage("maxTerms must be 0 (all terms) where terms are hashed. Received: 7");
    assertThatThrownBy(() -> new HashedTfIdf(TextSpec.defaults(), BucketFrequencies.none()))
        .hasMessage("hashing must be on. Received: off");
    assertThatThrownBy(
            () -> new HashedTfIdf(SPEC, frequencies(new int[] {1 << 16}, new long[] {1}, 1)))
        .hasMessage("buckets must be below 2^16. Received: 65536");
    assertThatThrownBy(
            () ->
                new HashedTfIdf(
                    SPEC.withUseIdf(false), frequencies(new int[] {1}, new long[] {1}, 1)))
        .hasMessageContaining("must be left out where idf is not used");
  }

  @Test
  void badFrequenciesAreRefused() {
    assertThatThrownBy(() -> frequencies(new int[] {3, 3}, new long[] {1, 1}, 1))
        .hasMessage("buckets must be >= 0 and strictly ascending. Received: 3 after 3");
    assertThatThrownBy(() -> frequencies(new int[] {-1}, new long[] {1}, 1))
        .hasMessageContaining("Received: -1 after none");
    assertThatThrownBy(() -> frequencies(new int[] {3}, new long[] {2}, 1))
        .hasMessage("a document frequency must be in 1…1. Received: 2 (bucket 3)");
    assertThatThrownBy(() -> frequencies(new int[] {3}, new long[0], 1))
        .hasMessageContaining("one document frequency a bucket");
  }

  private static BucketFrequencies frequencies(int[] buckets, long[] counts, long documents) {
    return new BucketFrequencies(buckets, counts, documents);
  }
}
