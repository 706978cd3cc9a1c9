package org.lockstep.driver.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.insight.TellingTerms.Term;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.text.BucketFrequencies;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextSpec;

class TellingTermsTest {
  private static final List<String> TERMS = List.of("bad", "fine", "odd");

  @Test
  void aTermTellsByHowMuchItsLogitExceedsTheMeanOfAll() {
    Model model =
        HandMade.texts(
            TERMS,
            HandMade.network(3, 4, Task.MULTICLASS),
            List.of("a", "b", "c", "d"),
            // bad: mean 1; fine: mean 2; odd: mean 0
            4,
            0,
            0,
            0,
            1,
            5,
            2,
            0,
            0.5f,
            -0.5f,
            0,
            0,
            // the bias is every text's and tells of no term
            7,
            -3,
            0,
            1);
    assertThat(TellingTerms.of(model, 10))
        .containsExactly(
            List.of(new Term("bad", 3), new Term("odd", 0.5)),
            List.of(new Term("fine", 3)),
            List.of(),
            List.of());
    assertThat(TellingTerms.of(model, 1).get(0)).containsExactly(new Term("bad", 3));
  }

  @Test
  void ofTwoClassesWithOneLogitEachHasItsSign() {
    Model model =
        HandMade.texts(
            TERMS, HandMade.network(3, 1, Task.BINARY), List.of("no", "yes"), -1.5f, 2, 0.25f, 9);
    assertThat(TellingTerms.of(model, 10))
        .containsExactly(
            List.of(new Term("bad", 1.5)), List.of(new Term("fine", 2), new Term("odd", 0.25)));
  }

  @Test
  void labelsThatDoNotExcludeEachOtherHaveTheirLogitAlone() {
    Model model =
        HandMade.texts(
            TERMS,
            HandMade.network(3, 2, Task.MULTI_LABEL),
            List.of("late", "lost"),
            1,
            2,
            -1,
            0.5f,
            0,
            -4,
            0,
            0);
    assertThat(TellingTerms.of(model, 10))
        .containsExactly(
            List.of(new Term("bad", 1)), List.of(new Term("bad", 2), new Term("fine", 0.5)));
  }

  @Test
  void aHiddenLayerCountsFromATextWithoutTerms() {
    float ln3 = (float) Math.log(3);
    Model model =
        HandMade.texts(
            List.of("bad", "fine"),
            HandMade.network(2, 1, Task.BINARY, new DenseSpec(1, new Sigmoid())),
            List.of("no", "yes"),
            ln3,
            -ln3,
            0,
            4,
            1);
    List<List<Term>> terms = TellingTerms.of(model, 10);
    // σ(ln 3) = 3/4 and σ(0) = 1/2, so 4 · (3/4 − 1/2) = 1
    assertThat(terms.get(1)).singleElement().extracting(Term::term).isEqualTo("bad");
    assertThat(terms.get(1).get(0).effect()).isCloseTo(1, within(1e-6));
    assertThat(terms.get(0)).singleElement().extracting(Term::term).isEqualTo("fine");
    assertThat(terms.get(0).get(0).effect()).isCloseTo(1, within(1e-6));
  }

  @Test
  void termsBeyondTheFirstBlockKeepTheirNames() {
    List<String> terms = new ArrayList<>();
    for (int j = 0; j < 2100; j++) {
      terms.add("t%04d".formatted(j));
    }
    float[] parameters = new float[2101];
    parameters[1023] = 1;
    parameters[1024] = 3;
    parameters[2099] = 2;
    Model model =
        HandMade.texts(
            terms, HandMade.network(2100, 1, Task.BINARY), List.of("no", "yes"), parameters);
    assertThat(TellingTerms.of(model, 10).get(1))
        .containsExactly(new Term("t1024", 3), new Term("t2099", 2), new Term("t1023", 1));
  }

  @Test
  void bucketsAndTablesHaveNoTerms() {
    NetworkSpec network = HandMade.network(2, 1, Task.BINARY);
    List<String> labels = List.of("no", "yes");
    assertThat(TellingTerms.of(HandMade.table(network, labels, 1, 2, 3), 10)).isEmpty();
    TextSpec spec = TextSpec.defaults().withUseIdf(false).withHashing(TermHashing.ofBits(1));
    HashedTfIdf hashed = new HashedTfIdf(spec, BucketFrequencies.none());
    Model model = new Model(network, new float[] {1, 2, 3}, hashed, labels, Map.of());
    assertThat(TellingTerms.of(model, 10)).isEmpty();
  }
}
