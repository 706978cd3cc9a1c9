package org.lockstep.trainer.network;

import java.util.Locale;
import org.lockstep.trainer.activation.Activation;

/** A network in one line for people. */
final class NetworkSummary {
  private NetworkSummary() {}

  static String of(NetworkSpec network) {
    StringBuilder text = new StringBuilder().append(network.inputs());
    int last = network.layers().size() - 1;
    for (int i = 0; i < last; i++) {
      text.append(" → ").append(layer(network.layers().get(i)));
    }
    text.append(" → ").append(network.outputs()).append(' ').append(output(network));
    int parameters = new ParameterLayout(network).numbers();
    return text.append(String.format(Locale.ROOT, ", %,d parameters", parameters)).toString();
  }

  private static String layer(LayerSpec layer) {
    if (layer instanceof DenseSpec dense) {
      return dense.units() + " " + words(dense.activation()) + (dense.bias() ? "" : " (no bias)");
    } else if (layer instanceof ActivationSpec spec) {
      return words(spec.activation());
    } else if (layer instanceof DropoutSpec dropout) {
      return "dropout " + dropout.rate();
    } else if (layer instanceof GaussianNoiseSpec noise) {
      return "gaussian noise " + noise.standardDeviation();
    }
    return "batch normalization";
  }

  /** {@code relu}; {@code leaky_relu 0.01}, with its settings. */
  private static String words(Activation activation) {
    StringBuilder text = new StringBuilder(activation.name());
    activation.settings().values().forEach(value -> text.append(' ').append(value));
    return text.toString();
  }

  private static String output(NetworkSpec network) {
    if (network.output() instanceof OutputSpec.Bounded bounded) {
      return bounded.words();
    } else if (network.output() instanceof OutputSpec.Threshold) {
      return "step";
    }
    return switch (network.task()) {
      case MULTICLASS, DISTRIBUTION -> "softmax";
      case BINARY, MULTI_LABEL -> "sigmoid";
      case REGRESSION -> network.loss() instanceof LossSpec.Poisson ? "exp" : "linear";
      case RECONSTRUCTION -> network.loss() instanceof LossSpec.CrossEntropy ? "sigmoid" : "linear";
    };
  }
}
