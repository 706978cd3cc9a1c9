package org.lockstep.trainer.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.ParameterLayout;
import org.lockstep.trainer.network.ParameterLayout.Slice;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/**
 * The parameters that a network starts from when it takes over what it can from a trained one.
 *
 * <p>Hidden layers are matched by name ({@code dense_1}, …) and must have the old one's shape;
 * those that the old network lacks start from the seed, as they would without it. Rows of the first
 * kernel are matched by feature name: known terms keep their weights to the bit, wherever they
 * stand now. The output layer is matched by label, whatever its name is, that of a reconstruction
 * by feature.
 *
 * @param parameters in the new network's layout
 * @param slices one a slice of the layout, in order
 */
public record WarmStart(float[] parameters, List<TakenSlice> slices) {

  /**
   * @param labels of the new network; empty for numbers
   * @param seed of what starts anew
   * @throws IllegalArgumentException if a hidden layer has another shape than the old one of its
   *     name, or the features cannot be matched
   */
  public static WarmStart of(
      Model old,
      NetworkSpec network,
      FeaturePipeline features,
      List<String> labels,
      Head head,
      long seed) {
    float[] parameters = Parameters.initialise(network, seed).values();
    Map<String, Slice> known = new HashMap<>();
    new ParameterLayout(old.network()).slices().forEach(slice -> known.put(slice.name(), slice));
    String newOutput = output(network);
    String oldOutput = output(old.network());
    NameMatch inputs = NameMatch.of(old.features(), features);
    NameMatch outputs = outputs(old, network, labels, head, inputs);
    List<TakenSlice> taken = new ArrayList<>();
    for (Slice slice : new ParameterLayout(network).slices()) {
      boolean isOutput = layer(slice).equals(newOutput);
      String from = isOutput ? oldOutput + part(slice) : slice.name();
      Slice source = known.get(from);
      boolean meansOutput = layer(from).equals(oldOutput);
      if (source == null || isOutput != meansOutput || isOutput && outputs.matched() == 0) {
        taken.add(new TakenSlice(slice.name(), "", 0, 0));
        continue;
      }
      boolean first = readsFeatures(slice);
      NameMatch rows = first ? inputs : NameMatch.same(slice.rows());
      NameMatch columns = isOutput ? outputs : NameMatch.same(slice.columns());
      requireShape(slice, source, first, isOutput);
      copy(old.parameters(), source, parameters, slice, rows, columns);
      taken.add(new TakenSlice(slice.name(), from, rows.matched(), columns.matched()));
    }
    requireSomething(taken);
    return new WarmStart(parameters, List.copyOf(taken));
  }

  /** How many of the new network's features the old one knew. */
  public int features() {
    return slices.stream()
        .filter(slice -> slice.name().equals("dense_1/kernel"))
        .mapToInt(TakenSlice::rows)
        .sum();
  }

  /** The outputs of a reconstruction are its features. */
  private static NameMatch outputs(
      Model old, NetworkSpec network, List<String> labels, Head head, NameMatch inputs) {
    int size = network.outputs();
    boolean sameTask = old.network().task() == network.task();
    if (head == Head.REPLACE || !sameTask) {
      return NameMatch.of(List.of(), Collections.nCopies(size, ""));
    }
    if (network.task() == Task.RECONSTRUCTION) {
      return inputs;
    }
    if (network.task() == Task.BINARY || network.task() == Task.REGRESSION) {
      boolean same = old.labels().equals(labels) && old.network().outputs() == size;
      return same ? NameMatch.same(size) : NameMatch.of(List.of(), Collections.nCopies(size, ""));
    }
    return NameMatch.of(old.labels(), labels);
  }

  /** The name of the last dense layer. */
  private static String output(NetworkSpec network) {
    return "dense_" + network.dense().size();
  }

  private static String layer(Slice slice) {
    return layer(slice.name());
  }

  private static String layer(String name) {
    return name.substring(0, name.indexOf('/'));
  }

  private static String part(Slice slice) {
    return slice.name().substring(slice.name().indexOf('/'));
  }

  private static boolean readsFeatures(Slice slice) {
    return slice.kernel() && slice.layer() == 0;
  }

  private static void requireShape(Slice slice, Slice source, boolean first, boolean isOutput) {
    boolean rows = first || slice.rows() == source.rows();
    boolean columns = isOutput || slice.columns() == source.columns();
    if (!rows || !columns) {
      throw new IllegalArgumentException(
          "%s must have the shape that it had, %d×%d%s. Received: %d×%d"
              .formatted(
                  slice.name(),
                  source.rows(),
                  source.columns(),
                  isOutput ? ", or start anew (head = replace)" : "",
                  slice.rows(),
                  slice.columns()));
    }
  }

  private static void copy(
      float[] old, Slice source, float[] into, Slice slice, NameMatch rows, NameMatch columns) {
    for (int row = 0; row < slice.rows(); row++) {
      int oldRow = rows.places()[row];
      for (int column = 0; oldRow >= 0 && column < slice.columns(); column++) {
        int oldColumn = columns.places()[column];
        if (oldColumn >= 0) {
          into[slice.offset() + row * slice.columns() + column] =
              old[source.offset() + oldRow * source.columns() + oldColumn];
        }
      }
    }
  }

  private static void requireSomething(List<TakenSlice> taken) {
    if (taken.stream().allMatch(TakenSlice::isNew)) {
      throw new IllegalArgumentException(
          "the old model must have a layer or label in common with the network. Received: none");
    }
  }
}
