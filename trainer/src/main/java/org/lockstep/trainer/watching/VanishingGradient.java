package org.lockstep.trainer.watching;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.activation.Tanh;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * The gradient shrinks on its way back through the layers: a hidden kernel's ‖∂L/∂W‖ is below
 * {@value #SHARE} of the output kernel's. Each layer multiplies it by about ‖W‖·|f′|, and the
 * sigmoid's f′ is at most ¼ (Hochreiter 1991; Bengio, Simard &amp; Frasconi 1994; Glorot &amp;
 * Bengio 2010, §4). Healthy networks stay within about two orders of magnitude. Layers before dead
 * ones are left to {@link DeadUnits}.
 */
final class VanishingGradient implements Symptom {
  static final double SHARE = 1e-4;

  private final List<DenseSpec> layers;

  VanishingGradient(NetworkSpec network) {
    this.layers = network.dense();
  }

  @Override
  public List<Finding> in(LayerReport report) {
    List<LayerNorms> kernels = report.kernels();
    LayerNorms output = kernels.get(kernels.size() - 1);
    Optional<LayerNorms> least =
        kernels.stream()
            .limit(kernels.size() - 1L)
            .min(Comparator.comparingDouble(LayerNorms::gradientNorm))
            .filter(hidden -> hidden.gradientNorm() < SHARE * output.gradientNorm());
    if (least.isEmpty() || kernels.stream().anyMatch(DeadUnits::in)) {
      return List.of();
    }
    LayerNorms hidden = least.get();
    String sentence =
        "gradients vanish: ‖g‖ of %s, %s, is %s times that of %s, %s. %s"
            .formatted(
                hidden.layerName(),
                Symptom.figure(hidden.gradientNorm()),
                Symptom.figure(hidden.gradientNorm() / output.gradientNorm()),
                output.layerName(),
                Symptom.figure(output.gradientNorm()),
                remedy(hidden));
    return List.of(new Finding(report.epoch(), "vanishing_gradient", "", sentence));
  }

  private String remedy(LayerNorms from) {
    long saturating =
        layers.stream().skip(from.layer()).filter(VanishingGradient::saturates).count();
    return saturating > 0
        ? "%d %s between saturate: try relu with he_normal, or batch normalization"
            .formatted(
                saturating,
                saturating == 1 ? "layer of sigmoid or tanh" : "layers of sigmoid or tanh")
        : "Try larger initial weights (he_normal), fewer layers, or batch normalization";
  }

  private static boolean saturates(DenseSpec layer) {
    return layer.activation() instanceof Sigmoid || layer.activation() instanceof Tanh;
  }
}
