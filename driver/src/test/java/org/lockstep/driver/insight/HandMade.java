package org.lockstep.driver.insight;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.FittedNumeric;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.table.TableSpec;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Vocabulary;

/** Models whose every weight a test writes down. */
final class HandMade {
  private HandMade() {}

  /** Of texts of these terms. */
  static Model texts(
      List<String> terms, NetworkSpec network, List<String> labels, float... parameters) {
    long[] frequencies = LongStream.generate(() -> 1).limit(terms.size()).toArray();
    Vocabulary vocabulary = new Vocabulary(terms, frequencies, terms.size());
    return new Model(
        network, parameters, TfIdf.fit(TextSpec.defaults(), vocabulary), labels, Map.of());
  }

  /** Of the columns rooms, as (x − 1) / 2, and age, as it is. */
  static Model table(NetworkSpec network, List<String> labels, float... parameters) {
    TableFeatures features =
        new TableFeatures(
            TableSpec.of(List.of(NumericColumn.of("rooms"), NumericColumn.of("age"))),
            List.of(new FittedNumeric(Double.NaN, 1, 2), new FittedNumeric(Double.NaN, 0, 1)),
            List.of());
    return new Model(network, parameters, features, labels, Map.of());
  }

  static NetworkSpec network(int inputs, int outputs, Task task, LayerSpec... hidden) {
    return NetworkSpec.of(inputs, List.of(hidden), outputs, task, 0);
  }
}
