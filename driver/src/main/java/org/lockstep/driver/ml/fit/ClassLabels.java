package org.lockstep.driver.ml.fit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.Attribute$;
import org.apache.spark.ml.attribute.BinaryAttribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.util.DatasetUtils$;
import org.apache.spark.sql.Dataset;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.driver.job.FitSettings;
import org.lockstep.driver.job.NetworkSection;
import org.lockstep.driver.job.NetworkSection.Output;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.trainer.network.NetworkSpec;

/** The classes of a label column, and the network that tells them apart. */
public final class ClassLabels {
  /** As many as may be inferred from the labels' values; more must be said by the metadata. */
  private static final int MOST_INFERRED = 10_000;

  private ClassLabels() {}

  /**
   * Names by class index: those of the column's metadata (StringIndexer's), else 0, 1, … There are
   * as many as {@code layers} says, or the metadata, or the largest label; at least two.
   */
  public static List<String> of(Dataset<?> dataset, String column, NetworkParams params) {
    int classes =
        params.isDefined(params.layers())
            ? last(params.getLayers())
            : Math.max(2, DatasetUtils$.MODULE$.getNumClasses(dataset, column, MOST_INFERRED));
    if (classes < 2) {
      throw new IllegalArgumentException(
          "layers must end with the number of classes, at least 2. Received: " + classes);
    }
    List<String> named = named(dataset, column);
    if (named.size() == classes && named.stream().distinct().count() == classes) {
      return named;
    }
    List<String> numbered = new ArrayList<>();
    for (int label = 0; label < classes; label++) {
      numbered.add(Integer.toString(label));
    }
    return numbered;
  }

  private static List<String> named(Dataset<?> dataset, String column) {
    Attribute attribute = Attribute$.MODULE$.fromStructField(dataset.schema().apply(column));
    if (attribute instanceof NominalAttribute nominal && nominal.values().isDefined()) {
      return List.of(nominal.values().get());
    }
    return attribute instanceof BinaryAttribute binary && binary.values().isDefined()
        ? List.of(binary.values().get())
        : List.of();
  }

  /**
   * @throws IllegalArgumentException if {@code layers} does not begin with the rows' width
   */
  public static NetworkSpec network(
      NetworkParams params, FitSettings settings, int inputs, int classes) {
    boolean layers = params.isDefined(params.layers());
    requireInputs(params, inputs);
    NetworkSection section = settings.network();
    boolean softmax = layers && section.output() == Output.AUTO;
    NetworkSection chosen =
        softmax
            ? new NetworkSection(
                section.hidden(), section.loss(), section.layer(), Output.SOFTMAX, section.bounds())
            : section;
    return chosen.spec(inputs, Outcome.CLASS, classes, List.of());
  }

  public static void requireInputs(NetworkParams params, int inputs) {
    if (params.isDefined(params.layers()) && params.getLayers()[0] != inputs) {
      throw new IllegalArgumentException(
          "layers must begin with the number of features, %d. Received: %d"
              .formatted(inputs, params.getLayers()[0]));
    }
  }

  public static int last(int[] layers) {
    return layers[layers.length - 1];
  }
}
