package org.lockstep.trainer.onnx;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.PRelu;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;

/** A network's layers, from the features to the logits, as they are in evaluation. */
final class LayerNodes {
  private final GraphDraft graph;
  private final float[] parameters;
  private final Iterator<Slice> slices;

  private LayerNodes(GraphDraft graph, Model model) {
    this.graph = graph;
    this.parameters = model.parameters();
    this.slices = new ParameterLayout(model.network()).slices().iterator();
  }

  /**
   * Appends all layers.
   *
   * @param features (rows, inputs)
   * @return the logits (rows, outputs)
   */
  static String apply(GraphDraft graph, Model model, String features) {
    LayerNodes nodes = new LayerNodes(graph, model);
    String value = features;
    int width = model.network().inputs();
    for (LayerSpec layer : model.network().layers()) {
      if (layer instanceof DenseSpec dense) {
        value = nodes.dense(dense, value);
        width = dense.units();
      } else if (layer instanceof BatchNormalizationSpec spec) {
        value = nodes.normalization(spec, value, width);
      } else if (layer instanceof ActivationSpec spec) {
        value = nodes.activation(spec.activation(), value);
      } // dropout and noise are of training alone
    }
    return value;
  }

  /** Gemm: y = x·W + b. */
  private String dense(DenseSpec spec, String x) {
    Slice kernel = slices.next();
    String weights =
        graph.constant(
            OnnxTensor.of(
                kernel.name(),
                List.of((long) kernel.rows(), (long) kernel.columns()),
                floats(kernel)));
    String z =
        spec.bias() ? graph.apply("Gemm", x, weights, next()) : graph.apply("MatMul", x, weights);
    return activation(spec.activation(), z);
  }

  private String normalization(BatchNormalizationSpec spec, String x, int width) {
    String scale = spec.scale() ? next() : ones(width);
    String shift = spec.center() ? next() : graph.row("zeros_" + width, new float[width]);
    return graph.apply(
        graph
            .node("BatchNormalization", x, scale, shift, next(), next())
            .with("epsilon", (float) spec.epsilon()));
  }

  private String activation(Activation activation, String z) {
    return ActivationNodes.apply(graph, activation, z, activation instanceof PRelu ? next() : null);
  }

  /** The next piece of the parameters, a row. */
  private String next() {
    Slice slice = slices.next();
    return graph.row(slice.name(), floats(slice));
  }

  private String ones(int width) {
    float[] ones = new float[width];
    Arrays.fill(ones, 1);
    return graph.row("ones_" + width, ones);
  }

  private float[] floats(Slice slice) {
    return Arrays.copyOfRange(parameters, slice.offset(), slice.end());
  }
}
