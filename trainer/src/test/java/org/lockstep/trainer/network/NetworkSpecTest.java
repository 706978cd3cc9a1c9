package org.lockstep.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.activation.Relu;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.initializer.GlorotUniform;
import org.lockstep.trainer.initializer.Zeros;
import org.lockstep.trainer.network.ParameterLayout.Role;
import org.lockstep.trainer.network.ParameterLayout.Slice;
import org.lockstep.trainer.regularizer.RegularizerSpec;

class NetworkSpecTest {

  private static NetworkSpec digits() {
    return NetworkSpec.of(784, List.of(new DenseSpec(50, new Relu())), 10, Task.MULTICLASS, 0);
  }

  private static NetworkSpec tweets() {
    return NetworkSpec.of(5000, List.of(new DenseSpec(64, new Sigmoid())), 3, Task.MULTICLASS, 0);
  }

  @Test
  void theLecturesDigitsNetworkHas39760Parameters() {
    // (784 + 1)·50 + (50 + 1)·10
    assertThat(new ParameterLayout(digits()).size()).isEqualTo(39_760);
  }

  @Test
  void theLecturesTweetNetworkHas320259Parameters() {
    // (5000 + 1)·64 + (64 + 1)·3
    assertThat(tweets().summary()).isEqualTo("5000 → 64 sigmoid → 3 softmax, 320,259 parameters");
  }

  @Test
  void aNetworkPrintsItsDropoutsAndOutputs() {
    NetworkSpec binary =
        NetworkSpec.of(
            8,
            List.of(new DropoutSpec(0.2), new DenseSpec(4, new Relu()), new DropoutSpec(0.5)),
            1,
            Task.BINARY,
            0);
    assertThat(binary.summary())
        .isEqualTo("8 → dropout 0.2 → 4 relu → dropout 0.5 → 1 sigmoid, 41 parameters");
    assertThat(NetworkSpec.of(8, List.of(), 1, Task.REGRESSION, 0).summary())
        .isEqualTo("8 → 1 linear, 9 parameters");
    List<LayerSpec> leaky = List.of(new DenseSpec(4, new LeakyRelu(0.2)));
    assertThat(NetworkSpec.of(8, leaky, 1, Task.REGRESSION, 0).summary())
        .isEqualTo("8 → 4 leaky_relu 0.2 → 1 linear, 41 parameters");
  }

  @Test
  void aRegressionHasATargetPerOutputAndAClassificationOne() {
    assertThat(NetworkSpec.of(8, List.of(), 2, Task.REGRESSION, 0).targetColumns()).isEqualTo(2);
    assertThat(tweets().targetColumns()).isEqualTo(1);
    assertThat(tweets().outputs()).isEqualTo(3);
  }

  @Test
  void aLayoutNamesItsSlicesAndLeavesOutMissingBiases() {
    Identity linear = new Identity();
    DenseSpec noBias = new DenseSpec(4, linear, new DenseSpec(1, linear).initializer(), false, 0.5);
    ParameterLayout layout =
        new ParameterLayout(NetworkSpec.of(3, List.of(noBias), 2, Task.MULTICLASS, 0.25));
    RegularizerSpec none = RegularizerSpec.none();
    GlorotUniform glorot = new GlorotUniform();
    assertThat(layout.slices())
        .containsExactly(
            new Slice("dense_1/kernel", Role.KERNEL, 0, 0, 3, 4, RegularizerSpec.l2(0.5), glorot),
            new Slice("dense_2/kernel", Role.KERNEL, 1, 12, 4, 2, RegularizerSpec.l2(0.25), glorot),
            new Slice("dense_2/bias", Role.BIAS, 1, 20, 1, 2, none, new Zeros()));
    assertThat(layout.kernels()).hasSize(2);
  }

  @Test
  void aLargeFirstKernelOfWholeCacheLinesBeginsAtOne() {
    ParameterLayout layout = layout(4_096, List.of(new DenseSpec(64, new Relu())));
    assertThat(layout.begin()).isEqualTo(12);
    assertThat(layout.slices().get(0).offset()).isEqualTo(12);
    assertThat(layout.slices().get(1).offset()).isEqualTo(12 + 4_096 * 64);
    assertThat(layout.numbers()).isEqualTo(4_096 * 64 + 64 + 64 * 3 + 3);
    assertThat(layout.size()).isEqualTo(12 + layout.numbers());

    List<DenseSpec> odd = List.of(new DenseSpec(72, new Relu()));
    List<DenseSpec> few = List.of(new DenseSpec(32, new Relu()));
    List<LayerSpec> second = List.of(new BatchNormalizationSpec(), new DenseSpec(64, new Relu()));
    for (List<? extends LayerSpec> hidden : List.of(odd, few, second)) {
      assertThat(layout(4_096, hidden).begin()).isZero();
      assertThat(layout(4_096, hidden).numbers()).isEqualTo(layout(4_096, hidden).size());
    }
  }

  private static ParameterLayout layout(int inputs, List<? extends LayerSpec> hidden) {
    return new ParameterLayout(NetworkSpec.of(inputs, List.copyOf(hidden), 3, Task.MULTICLASS, 0));
  }

  @Test
  void impossibleNetworksAreRefused() {
    assertThatThrownBy(() -> NetworkSpec.of(0, List.of(), 2, Task.MULTICLASS, 0))
        .hasMessage("inputs must be >= 1. Received: 0");
    assertThatThrownBy(() -> NetworkSpec.of(3, List.of(), 2, Task.BINARY, 0))
        .hasMessage("a binary network must have 1 output. Received: 2");
    assertThatThrownBy(() -> NetworkSpec.of(3, List.of(), 1, Task.MULTICLASS, 0))
        .hasMessage("a multiclass network must have >= 2 outputs. Received: 1");
    assertThatThrownBy(
            () -> new NetworkSpec(3, List.of(new DenseSpec(2, new Relu())), Task.REGRESSION))
        .hasMessageContaining("the last layer must be dense with identity activation");
    assertThatThrownBy(() -> new NetworkSpec(3, List.of(new DropoutSpec(0.1)), Task.REGRESSION))
        .hasMessageContaining("the last layer must be dense");
    assertThatThrownBy(() -> new DenseSpec(0, new Relu()))
        .hasMessage("units must be >= 1. Received: 0");
    assertThatThrownBy(() -> NetworkSpec.of(3, List.of(), 1, Task.REGRESSION, -1))
        .hasMessage("l2 must be >= 0 and finite. Received: -1.0");
    assertThatThrownBy(() -> new DropoutSpec(1))
        .hasMessage("rate must be in [0, 1). Received: 1.0");
  }

  @Test
  void moreParametersThanOneArrayHoldsAreRefused() {
    NetworkSpec huge = NetworkSpec.of(1 << 20, List.of(), 1 << 12, Task.MULTICLASS, 0);
    assertThatThrownBy(() -> new ParameterLayout(huge))
        .hasMessage("parameters must be fewer than 2^31. Received: 4,294,971,392 up to dense_1");
  }
}
