package org.lockstep.trainer.onnx;

import java.util.ArrayList;
import java.util.List;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Identity;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.regularizer.RegularizerSpec;

/** Layers with their numbers, as they are found from the input on. */
final class LayerStack {
  /** Numbers in the order of the parameter layout. */
  private record Layer(LayerSpec spec, List<float[]> numbers) {}

  private final List<Layer> layers = new ArrayList<>();
  private int inputs;
  private int width;

  /**
   * @param kernel (rows, units), row-major
   */
  void dense(float[] kernel, int rows, int units) throws OnnxFormatException {
    if (!layers.isEmpty() && rows != width && width > 0) {
      throw new OnnxFormatException(
          "a layer's weights must have a row a number of the layer before, %d. Received: %d"
              .formatted(width, rows));
    }
    inputs = width == 0 ? rows : inputs;
    width = units;
    layers.add(new Layer(dense(units, new Identity(), false), List.of(kernel)));
  }

  /** The bias of the dense layer that came last. */
  void bias(float[] bias) throws OnnxFormatException {
    DenseSpec dense = linear();
    if (dense == null || dense.bias() || bias.length != dense.units()) {
      throw new OnnxFormatException(
          "a bias must follow the product of a dense layer and have its %d numbers. Received: %d"
              .formatted(width, bias.length));
    }
    replaceLast(dense(dense.units(), dense.activation(), true), last().numbers().get(0), bias);
  }

  /**
   * @param alpha a PReLU's slopes, one a unit; null for other functions
   */
  void activation(Activation activation, float[] alpha) throws OnnxFormatException {
    requireWidth("an activation", alpha == null ? width : alpha.length);
    DenseSpec dense = linear();
    List<float[]> numbers = new ArrayList<>(dense == null ? List.of() : last().numbers());
    if (alpha != null) {
      numbers.add(alpha);
    }
    if (dense == null) {
      layers.add(new Layer(new ActivationSpec(activation), numbers));
    } else {
      DenseSpec spec = dense(dense.units(), activation, dense.bias());
      replaceLast(spec, numbers.toArray(float[][]::new));
    }
  }

  /**
   * γ·(x − mean)/√(variance + ε) + β. A bias right before it is taken off the mean, since a dense
   * layer there has none.
   */
  void normalization(double epsilon, float[] gamma, float[] beta, float[] mean, float[] variance)
      throws OnnxFormatException {
    for (float[] each : List.of(gamma, beta, mean, variance)) {
      requireWidth("a batch normalization", each.length);
    }
    DenseSpec dense = linear();
    if (dense != null && dense.bias()) {
      float[] bias = last().numbers().get(1);
      for (int i = 0; i < mean.length; i++) {
        mean[i] -= bias[i];
      }
      replaceLast(dense(dense.units(), dense.activation(), false), last().numbers().get(0));
    }
    BatchNormalizationSpec spec =
        new BatchNormalizationSpec(BatchNormalizationSpec.MOMENTUM, epsilon, true, true);
    layers.add(new Layer(spec, List.of(gamma, beta, mean, variance)));
  }

  int inputs() {
    return inputs;
  }

  /** Numbers a row that the last layer gives; 0 before the first. */
  int width() {
    return width;
  }

  List<LayerSpec> specs() {
    return layers.stream().map(Layer::spec).toList();
  }

  /** Whether the last layer is a dense one whose outputs can be logits. */
  boolean endsLinear() {
    return linear() != null;
  }

  float[] parameters() {
    int size = 0;
    for (Layer layer : layers) {
      for (float[] numbers : layer.numbers()) {
        size = Math.addExact(size, numbers.length);
      }
    }
    float[] parameters = new float[size];
    int at = 0;
    for (Layer layer : layers) {
      for (float[] numbers : layer.numbers()) {
        System.arraycopy(numbers, 0, parameters, at, numbers.length);
        at += numbers.length;
      }
    }
    return parameters;
  }

  private static DenseSpec dense(int units, Activation activation, boolean bias) {
    return new DenseSpec(
        units, activation, Initializer.defaultFor(activation), bias, RegularizerSpec.none());
  }

  /** The last layer, if it is dense and without an activation so far; else null. */
  private DenseSpec linear() {
    return !layers.isEmpty()
            && last().spec() instanceof DenseSpec dense
            && dense.activation() instanceof Identity
        ? dense
        : null;
  }

  private Layer last() {
    return layers.get(layers.size() - 1);
  }

  private void replaceLast(DenseSpec spec, float[]... numbers) {
    layers.set(layers.size() - 1, new Layer(spec, List.of(numbers)));
  }

  private void requireWidth(String what, int numbers) throws OnnxFormatException {
    if (width == 0 || numbers != width) {
      throw new OnnxFormatException(
          "%s must follow a dense layer and have its %d numbers. Received: %d"
              .formatted(what, width, numbers));
    }
  }
}
