package org.lockstep.trainer.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/**
 * A trained network with everything that scoring needs, and where it came from.
 *
 * <p>The parameters are not copied; whoever hands them over leaves them alone.
 */
public final class Model {
  private final NetworkSpec network;
  private final float[] parameters;
  private final FeaturePipeline features;
  private final List<String> labels;
  private final Thresholds thresholds;
  private final Map<String, Object> provenance;

  /** With thresholds of 0.5. */
  public Model(
      NetworkSpec network,
      float[] parameters,
      FeaturePipeline features,
      List<String> labels,
      Map<String, Object> provenance) {
    this(
        network,
        parameters,
        features,
        labels,
        Thresholds.standard(network.task(), network.outputs()),
        provenance);
  }

  /**
   * @param parameters in layout order
   * @param labels class names by class index, two for binary (negative, positive), or the names of
   *     the labels; empty for regression and reconstruction
   * @param thresholds of sigmoid outputs
   * @param provenance what the model was made from (data origin, {@code generated}, settings,
   *     versions, date, scores), of the values that {@link Json} knows
   */
  public Model(
      NetworkSpec network,
      float[] parameters,
      FeaturePipeline features,
      List<String> labels,
      Thresholds thresholds,
      Map<String, Object> provenance) {
    this.network = network;
    this.parameters = parameters;
    this.features = features;
    this.labels = List.copyOf(labels);
    this.thresholds = thresholds;
    this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    int size = new ParameterLayout(network).size();
    if (parameters.length != size) {
      throw new IllegalArgumentException(
          "parameters must hold %,d numbers. Received: %,d".formatted(size, parameters.length));
    }
    check(network, features, this.labels, thresholds);
  }

  /** What must hold between the parts, parameters apart. */
  static void check(
      NetworkSpec network, FeaturePipeline features, List<String> labels, Thresholds thresholds) {
    if (features.width() != network.inputs()) {
      throw new IllegalArgumentException(
          "the network must have an input a feature, %d. Received: %d"
              .formatted(features.width(), network.inputs()));
    }
    int wanted =
        switch (network.task()) {
          case MULTICLASS, MULTI_LABEL, DISTRIBUTION -> network.outputs();
          case BINARY -> 2;
          case REGRESSION, RECONSTRUCTION -> 0;
        };
    if (labels.size() != wanted || labels.stream().distinct().count() != wanted) {
      throw new IllegalArgumentException(
          "labels must be %d different names for this %s network. Received: %s"
              .formatted(wanted, taskWord(network.task()), labels));
    }
    thresholds.requireFor(network.task(), network.outputs());
  }

  /** {@code multiclass}, {@code binary}, {@code multi_label}, … */
  static String taskWord(Task task) {
    return task.name().toLowerCase(Locale.ROOT);
  }

  public NetworkSpec network() {
    return network;
  }

  /** The live array, in layout order. */
  public float[] parameters() {
    return parameters;
  }

  public FeaturePipeline features() {
    return features;
  }

  /** Class names by class index, (negative, positive) for binary; empty for numbers. */
  public List<String> labels() {
    return labels;
  }

  /** Above which probability each sigmoid output is positive; none for other tasks. */
  public Thresholds thresholds() {
    return thresholds;
  }

  /** Unmodifiable, in the order given. */
  public Map<String, Object> provenance() {
    return provenance;
  }

  /** SHA-256, in lower-case hexadecimal, of the parameters as little-endian float32. */
  public String sha256() {
    return Parameters.sha256(parameters);
  }
}
