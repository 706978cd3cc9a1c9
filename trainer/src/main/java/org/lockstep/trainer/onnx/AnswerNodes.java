package org.lockstep.trainer.onnx;

import java.util.List;
import java.util.stream.LongStream;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Task;

/**
 * From the logits to what a model answers: {@code logits} always; {@code probabilities} (rows,
 * labels), both of a binary model; {@code label} (rows), the class's name, or {@code positive}
 * (rows, labels) for several labels; {@code prediction} (rows, outputs) for numbers.
 */
final class AnswerNodes {
  private AnswerNodes() {}

  static void apply(GraphDraft graph, Model model, String logits) {
    NetworkSpec network = model.network();
    long outputs = network.outputs();
    graph.output(logits, "logits", OnnxTensor.FLOAT, outputs);
    long labels = model.labels().size();
    switch (network.task()) {
      case MULTICLASS, DISTRIBUTION -> {
        String shares = graph.apply(graph.node("Softmax", logits).with("axis", 1L));
        graph.output(shares, "probabilities", OnnxTensor.FLOAT, labels);
        String place =
            graph.apply(graph.node("ArgMax", logits).with("axis", 1L).with("keepdims", 0L));
        label(graph, model, place);
      }
      case BINARY -> {
        String positive = link(graph, network, logits);
        String negative = graph.apply("Sub", graph.number("one", 1), positive);
        String both = graph.apply(graph.node("Concat", negative, positive).with("axis", 1L));
        graph.output(both, "probabilities", OnnxTensor.FLOAT, labels);
        String places = graph.apply(graph.node("Cast", above(graph, model, logits)).with("to", 7L));
        String axis = graph.constant(OnnxTensor.of("axis", List.of(1L), 1L));
        label(graph, model, graph.apply("Squeeze", places, axis));
      }
      case MULTI_LABEL -> {
        graph.output(link(graph, network, logits), "probabilities", OnnxTensor.FLOAT, labels);
        graph.output(above(graph, model, logits), "positive", OnnxTensor.BOOL, labels);
      }
      case REGRESSION, RECONSTRUCTION ->
          graph.output(link(graph, network, logits), "prediction", OnnxTensor.FLOAT, outputs);
    }
  }

  private static void label(GraphDraft graph, Model model, String place) {
    long[] places = LongStream.range(0, model.labels().size()).toArray();
    String label =
        graph.apply(
            graph
                .node("LabelEncoder", place)
                .in(GraphDraft.ONNX_ML)
                .with("keys_int64s", places)
                .with("values_strings", model.labels()));
    graph.output(label, "label", OnnxTensor.STRING);
  }

  /** Which logits are above their cut. */
  private static String above(GraphDraft graph, Model model, String logits) {
    float[] cuts = new float[model.network().outputs()];
    for (int k = 0; k < cuts.length; k++) {
      cuts[k] = model.thresholds().cut(k);
    }
    return graph.apply("Greater", logits, graph.row("cuts", cuts));
  }

  /** What the network makes of each logit by itself. */
  private static String link(GraphDraft graph, NetworkSpec network, String logits) {
    if (network.output() instanceof OutputSpec.Threshold) {
      return ActivationNodes.positive(graph, logits);
    }
    if (network.output() instanceof OutputSpec.Bounded bounds) {
      return bounded(graph, bounds, logits);
    }
    boolean numbers = network.task() == Task.REGRESSION || network.task() == Task.RECONSTRUCTION;
    if (!numbers || network.loss() instanceof LossSpec.CrossEntropy) {
      return graph.apply("Sigmoid", logits);
    }
    return network.loss() instanceof LossSpec.Poisson ? graph.apply("Exp", logits) : logits;
  }

  /** The formulas of {@link OutputSpec.Bounded}. */
  private static String bounded(GraphDraft graph, OutputSpec.Bounded bounds, String z) {
    if (!bounds.hasUpper()) {
      String lower = graph.number("lower", (float) bounds.lower());
      return graph.apply("Add", lower, graph.apply("Softplus", z));
    }
    String upper = graph.number("upper", (float) bounds.upper());
    if (!bounds.hasLower()) {
      return graph.apply("Sub", upper, graph.apply("Softplus", graph.apply("Neg", z)));
    }
    String range = graph.number("range", (float) (bounds.upper() - bounds.lower()));
    String part = graph.apply("Mul", range, graph.apply("Sigmoid", z));
    return graph.apply("Add", graph.number("lower", (float) bounds.lower()), part);
  }
}
