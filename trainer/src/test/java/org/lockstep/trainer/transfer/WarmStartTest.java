package org.lockstep.trainer.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

class WarmStartTest {
  private static final long OTHER_SEED = 99;

  /** Terms in an order of their own. */
  private record Terms(List<String> terms) implements FeaturePipeline {
    @Override
    public Kind kind() {
      return Kind.TEXT;
    }

    @Override
    public int width() {
      return terms.size();
    }

    @Override
    public String featureName(int index) {
      return terms.get(index);
    }
  }

  private static final Terms OLD = new Terms(List.of("bad", "crew", "late", "kind"));
  private static final List<String> LABELS = List.of("negative", "neutral", "positive");

  private static NetworkSpec network(int inputs, int outputs, int... units) {
    List<LayerSpec> hidden =
        Arrays.stream(units)
            .mapToObj(u -> (LayerSpec) new DenseSpec(u, Activation.named("relu")))
            .toList();
    return NetworkSpec.of(inputs, hidden, outputs, Task.MULTICLASS, 0);
  }

  private static Model old() {
    NetworkSpec network = network(4, 3, 5);
    return new Model(network, Parameters.initialise(network, 1).values(), OLD, LABELS, Map.of());
  }

  private static float[] row(NetworkSpec network, float[] parameters, String name, int row) {
    Slice slice = slice(network, name);
    int from = slice.offset() + row * slice.columns();
    return Arrays.copyOfRange(parameters, from, from + slice.columns());
  }

  private static Slice slice(NetworkSpec network, String name) {
    return new ParameterLayout(network)
        .slices().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void fromItselfItIsItself() {
    Model old = old();
    WarmStart start = WarmStart.of(old, old.network(), OLD, LABELS, Head.KEEP, OTHER_SEED);
    assertThat(start.parameters()).containsExactly(old.parameters());
    assertThat(start.features()).isEqualTo(4);
    assertThat(start.slices()).noneMatch(TakenSlice::isNew);
  }

  @Test
  void aTermKeepsItsRowWhereverItStandsNowAndANewOneGetsTheSeeds() {
    Model old = old();
    NetworkSpec network = network(3, 3, 5);
    Terms terms = new Terms(List.of("kind", "delay", "bad"));
    WarmStart start = WarmStart.of(old, network, terms, LABELS, Head.KEEP, OTHER_SEED);
    String kernel = "dense_1/kernel";
    assertThat(row(network, start.parameters(), kernel, 0))
        .containsExactly(row(old.network(), old.parameters(), kernel, 3));
    assertThat(row(network, start.parameters(), kernel, 2))
        .containsExactly(row(old.network(), old.parameters(), kernel, 0));
    float[] fresh = Parameters.initialise(network, OTHER_SEED).values();
    assertThat(row(network, start.parameters(), kernel, 1))
        .containsExactly(row(network, fresh, kernel, 1));
    assertThat(start.features()).isEqualTo(2);
  }

  @Test
  void labelsKeepTheirColumnsAndANewOneGetsANewColumn() {
    Model old = old();
    NetworkSpec network = network(4, 3, 5);
    List<String> labels = List.of("positive", "mixed", "negative");
    WarmStart start = WarmStart.of(old, network, OLD, labels, Head.KEEP, OTHER_SEED);
    float[] fresh = Parameters.initialise(network, OTHER_SEED).values();
    for (int row = 0; row < 5; row++) {
      float[] now = row(network, start.parameters(), "dense_2/kernel", row);
      float[] before = row(old.network(), old.parameters(), "dense_2/kernel", row);
      assertThat(now[0]).isEqualTo(before[2]);
      assertThat(now[1]).isEqualTo(row(network, fresh, "dense_2/kernel", row)[1]);
      assertThat(now[2]).isEqualTo(before[0]);
    }
    TakenSlice head = start.slices().get(2);
    assertThat(head).isEqualTo(new TakenSlice("dense_2/kernel", "dense_2/kernel", 5, 2));
  }

  @Test
  void aHeadIsReplacedAndALayerAddedBeforeIt() {
    Model old = old();
    NetworkSpec deeper = network(4, 3, 5, 6);
    WarmStart replaced = WarmStart.of(old, deeper, OLD, LABELS, Head.REPLACE, OTHER_SEED);
    float[] fresh = Parameters.initialise(deeper, OTHER_SEED).values();
    int hidden = slice(deeper, "dense_2/kernel").offset();
    assertThat(Arrays.copyOf(replaced.parameters(), hidden))
        .containsExactly(Arrays.copyOf(old.parameters(), hidden));
    assertThat(Arrays.copyOfRange(replaced.parameters(), hidden, fresh.length))
        .containsExactly(Arrays.copyOfRange(fresh, hidden, fresh.length));
    assertThatThrownBy(() -> WarmStart.of(old, deeper, OLD, LABELS, Head.KEEP, OTHER_SEED))
        .hasMessage(
            "dense_3/kernel must have the shape that it had, 5×3, or start anew (head = replace)."
                + " Received: 6×3");
  }

  @Test
  void whatCannotBeTakenIsRefused() {
    Model old = old();
    assertThatThrownBy(
            () -> WarmStart.of(old, network(4, 3, 7), OLD, LABELS, Head.KEEP, OTHER_SEED))
        .hasMessage("dense_1/kernel must have the shape that it had, 4×5. Received: 4×7");
    assertThatThrownBy(
            () ->
                WarmStart.of(
                    old, network(4, 3, 5), new VectorFeatures(4), LABELS, Head.KEEP, OTHER_SEED))
        .hasMessageContaining("the features must be of the old model's kind, TEXT");
    assertThatThrownBy(
            () -> WarmStart.of(old, network(4, 2), OLD, List.of("a", "b"), Head.KEEP, OTHER_SEED))
        .hasMessageContaining("a layer or label in common");
  }
}
