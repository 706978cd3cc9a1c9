package org.lockstep.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lockstep.trainer.data.Shard;
import org.lockstep.trainer.data.Split;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.fit.RandomRestarts;
import org.lockstep.trainer.fit.RunControl;
import org.lockstep.trainer.matrix.Kernels;
import org.lockstep.trainer.matrix.Matrix;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.optimizer.Adam;
import org.lockstep.trainer.schedule.Constant;
import org.lockstep.trainer.state.RestartsState;
import org.lockstep.trainer.state.TrainingState;
import org.lockstep.trainer.training.EarlyStoppingSpec;
import org.lockstep.trainer.training.EpochRecord;
import org.lockstep.trainer.training.TrainingSpec;
import org.lockstep.trainer.transfer.Head;
import org.lockstep.trainer.transfer.WarmStart;
import org.lockstep.trainer.worker.LocalWorkers;

/**
 * A Keras Sequential of Dense layers as tf2onnx writes it: each is a MatMul with the kernel and an
 * Add of the bias, under TensorFlow's names, then the activation.
 */
class KerasStackTest {
  private static final String HEAD = "StatefulPartitionedCall/sequential/";
  private static final int INPUTS = 4;
  private static final int UNITS = 6;
  private static final int CLASSES = 3;

  private static final float[] KERNEL_1 = random(INPUTS * UNITS, 1);
  private static final float[] BIAS_1 = random(UNITS, 2);
  private static final float[] KERNEL_2 = random(UNITS * CLASSES, 3);
  private static final float[] BIAS_2 = random(CLASSES, 4);

  private static float[] random(int size, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** kernel · x + b of a layer; tf2onnx names the constants after the variables' reads. */
  private static String dense(
      String name,
      String input,
      int rows,
      int columns,
      float[] kernel,
      float[] bias,
      List<OnnxNode> nodes,
      List<OnnxTensor> constants) {
    String product = HEAD + name + "/MatMul:0";
    String sum = HEAD + name + "/BiasAdd:0";
    String kernelName = HEAD + name + "/MatMul/ReadVariableOp:0";
    String biasName = HEAD + name + "/BiasAdd/ReadVariableOp:0";
    constants.add(OnnxTensor.of(kernelName, List.of((long) rows, (long) columns), kernel));
    constants.add(OnnxTensor.of(biasName, List.of((long) columns), bias));
    nodes.add(OnnxNode.of("MatMul", List.of(input, kernelName), product));
    nodes.add(OnnxNode.of("Add", List.of(product, biasName), sum));
    return sum;
  }

  private static byte[] file() {
    List<OnnxNode> nodes = new ArrayList<>();
    List<OnnxTensor> constants = new ArrayList<>();
    String first = dense("dense", "dense_input", INPUTS, UNITS, KERNEL_1, BIAS_1, nodes, constants);
    String hidden = HEAD + "dense/Relu:0";
    nodes.add(OnnxNode.of("Relu", List.of(first), hidden));
    String second = dense("dense_1", hidden, UNITS, CLASSES, KERNEL_2, BIAS_2, nodes, constants);
    nodes.add(OnnxNode.of("Softmax", List.of(second), "dense_1"));
    OnnxGraph graph =
        new OnnxGraph(
            "tf2onnx",
            new LinkedHashMap<>(Map.of("", 13L)),
            nodes,
            constants,
            List.of(
                new OnnxValue("dense_input", OnnxTensor.FLOAT, List.of("unk__8", (long) INPUTS))),
            List.of(new OnnxValue("dense_1", OnnxTensor.FLOAT, List.of("unk__9", (long) CLASSES))),
            Map.of());
    return OnnxWriter.bytes(graph, "1.14.0");
  }

  private static Model imported() throws OnnxFormatException {
    return OnnxImport.read(ByteBuffer.wrap(file()), Optional.empty(), List.of(), "keras");
  }

  /** The formulas, written out in doubles. */
  private static double[] softmax(double[] x) {
    double[] hidden = product(x, KERNEL_1, BIAS_1);
    for (int j = 0; j < UNITS; j++) {
      hidden[j] = Math.max(0, hidden[j]);
    }
    double[] out = product(hidden, KERNEL_2, BIAS_2);
    double sum = Arrays.stream(out).map(Math::exp).sum();
    return Arrays.stream(out).map(z -> Math.exp(z) / sum).toArray();
  }

  private static double[] product(double[] x, float[] kernel, float[] bias) {
    double[] out = new double[bias.length];
    for (int j = 0; j < out.length; j++) {
      out[j] = bias[j];
      for (int i = 0; i < x.length; i++) {
        out[j] += x[i] * kernel[i * out.length + j];
      }
    }
    return out;
  }

  @Test
  void productsSumsAndActivationsAreDenseLayers() throws OnnxFormatException {
    Model model = imported();
    assertThat(model.network().task()).isEqualTo(Task.MULTICLASS);
    assertThat(model.network().summary()).startsWith("4 → 6 relu → 3 softmax");
    Scorer scorer = new Scorer(model);
    for (int row = 0; row < 20; row++) {
      double[] x = new double[INPUTS];
      float[] values = random(INPUTS, 100 + row);
      for (int i = 0; i < INPUTS; i++) {
        x[i] = values[i];
      }
      double[] expected = softmax(x);
      List<Float> outputs = scorer.predict(x).outputs();
      for (int k = 0; k < CLASSES; k++) {
        assertThat((double) outputs.get(k)).isCloseTo(expected[k], within(1e-6));
      }
    }
  }

  /** What was imported starts a training, which goes on from its loss. */
  @Test
  void trainingGoesOnFromTheImportedWeights() throws OnnxFormatException {
    Model old = imported();
    List<String> labels = List.of("0", "1", "2");
    WarmStart start =
        WarmStart.of(old, old.network(), new VectorFeatures(INPUTS), labels, Head.KEEP, 9);
    assertThat(start.parameters()).containsExactly(old.parameters());

    TrainingSpec training =
        new TrainingSpec(1, 16, 20, 7, new Adam(0.01), new Constant(), EarlyStoppingSpec.none());
    Shard rows = labelledByTheModel(old);
    TrainingState from = TrainingState.start(RestartsState.first(), start.parameters());
    List<EpochRecord> warm = run(training, rows, old, Optional.of(from));
    List<EpochRecord> cold = run(training, rows, old, Optional.empty());
    assertThat(loss(warm, 0)).isLessThan(loss(cold, 0) / 2);
    assertThat(loss(warm, warm.size() - 1)).isLessThan(loss(warm, 0));
  }

  private static double loss(List<EpochRecord> history, int epoch) {
    return history.get(epoch).train().loss();
  }

  private static List<EpochRecord> run(
      TrainingSpec training, Shard rows, Model old, Optional<TrainingState> from) {
    Map<Split, Shard> splits = new EnumMap<>(Split.class);
    splits.put(Split.TRAIN, rows);
    try (LocalWorkers workers =
        LocalWorkers.dealing(old.network(), training, splits, Kernels.best())) {
      RandomRestarts restarts =
          new RandomRestarts(
              old.network(), training, workers, (epoch, theta) -> {}, RunControl.none());
      return from.map(restarts::fit).orElseGet(restarts::fit).best().history();
    }
  }

  /** Rows far from any border between the imported model's classes. */
  private static Shard labelledByTheModel(Model old) {
    int count = 160;
    float[] x = random(count * INPUTS, 50);
    for (int i = 0; i < x.length; i++) {
      x[i] *= 8;
    }
    float[] targets = new float[count];
    float[] weights = new float[count];
    Arrays.fill(weights, 1);
    Scorer scorer = new Scorer(old);
    for (int row = 0; row < count; row++) {
      double[] each = new double[INPUTS];
      for (int i = 0; i < INPUTS; i++) {
        each[i] = x[row * INPUTS + i];
      }
      targets[row] = Integer.parseInt(scorer.predict(each).label().orElseThrow());
    }
    return new Shard(new Matrix(x, 0, count, INPUTS), targets, 1, weights);
  }
}
