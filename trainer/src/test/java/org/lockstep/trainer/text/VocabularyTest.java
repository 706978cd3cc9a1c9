package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VocabularyTest {
  private static final TextSpec SPEC = TextSpec.defaults();

  @Test
  void termsAreOrderedByCountThenByCodePoint() {
    List<TermCount> counts =
        List.of(
            new TermCount("bb", 2, 1),
            new TermCount("\ud835\udc00", 2, 2), // U+1D400, above U+FFFD though its char is below
            new TermCount("\ufffd", 2, 2),
            new TermCount("aa", 2, 2),
            new TermCount("aaa", 2, 2),
            new TermCount("zz", 3, 1));
    assertThat(Vocabulary.of(counts, 2, SPEC).terms())
        .containsExactly("zz", "aa", "aaa", "bb", "\ufffd", "\ud835\udc00");
  }

  @Test
  void theCutAmongEqualCountsDoesNotDependOnTheOrderOfArrival() {
    List<TermCount> counts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      counts.add(new TermCount("t" + i, 1 + i % 2, 1));
    }
    TextSpec spec = SPEC.withMaxTerms(120);
    Vocabulary expected = Vocabulary.of(counts, 300, spec);
    for (int seed = 0; seed < 5; seed++) {
      Collections.shuffle(counts, new Random(seed));
      assertThat(Vocabulary.of(counts, 300, spec).terms())
          .as("seed %d", seed)
          .isEqualTo(expected.terms());
    }
    assertThat(expected.term(119))
        .isEqualTo("t132"); // of the 20 even ones: t0, t10, t100, …, t12, …, t130, t132
  }

  @Test
  void mergedCountsAreThoseOfAllRowsTogether() {
    List<List<String>> rows =
        List.of(List.of("a", "b", "a"), List.of("b"), List.of(), List.of("c"));
    TermCounts together = new TermCounts();
    rows.forEach(together::add);
    TermCounts left = new TermCounts();
    TermCounts right = new TermCounts();
    left.add(rows.get(3));
    left.add(rows.get(1));
    right.add(rows.get(2));
    right.add(rows.get(0));
    left.merge(right);
    assertThat(left.documents()).isEqualTo(4);
    assertThat(left.counts()).containsExactlyInAnyOrderElementsOf(together.counts());
    assertThat(left.counts()).contains(new TermCount("a", 2, 1), new TermCount("b", 2, 2));
  }

  @Test
  void anIntegerBoundCountsRowsAndADecimalIsAShare() {
    List<TermCount> counts =
        List.of(
            new TermCount("one", 1, 1), new TermCount("five", 5, 5), new TermCount("ten", 10, 10));
    assertThat(bounded(counts, "1", "1.0")).containsExactly("ten", "five", "one");
    assertThat(bounded(counts, "2", "9")).containsExactly("five");
    assertThat(bounded(counts, "0.5", "1.0")).containsExactly("ten", "five");
    assertThat(bounded(counts, "1", "1")).containsExactly("one");
  }

  @Test
  void boundsThatContradictEachOtherAreRefused() {
    List<TermCount> counts = List.of(new TermCount("one", 1, 1));
    assertThatThrownBy(() -> bounded(counts, "5", "0.1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxDocumentFrequency must not be below minDocumentFrequency");
  }

  @Test
  void anEmptyVocabularyIsRefused() {
    assertThatThrownBy(() -> Vocabulary.of(List.of(), 3, SPEC))
        .hasMessageContaining("at least one term")
        .hasMessageContaining("0 terms in 3 texts");
  }

  @Test
  void anUnknownTermHasNoIndex() {
    Vocabulary vocabulary = Vocabulary.of(List.of(new TermCount("known", 1, 1)), 1, SPEC);
    assertThat(vocabulary.indexOf("known")).isZero();
    assertThat(vocabulary.indexOf("unknown")).isEqualTo(-1);
  }

  private static List<String> bounded(List<TermCount> counts, String least, String most) {
    TextSpec spec =
        SPEC.withMinDocumentFrequency(DocumentFrequency.parse(least))
            .withMaxDocumentFrequency(DocumentFrequency.parse(most));
    return Vocabulary.of(counts, 10, spec).terms();
  }
}
