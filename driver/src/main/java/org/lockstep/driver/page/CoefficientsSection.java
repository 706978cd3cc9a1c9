package org.lockstep.driver.page;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lockstep.driver.chart.Bars;
import org.lockstep.driver.chart.Numbers;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.html.Tables;
import org.lockstep.driver.insight.Coefficients;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.Task;

/** The coefficients of a model without hidden layers, with their features' names. */
final class CoefficientsSection {
  private static final int MOST_BARS = 30;

  private CoefficientsSection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("coefficients", "Coefficients");
    Optional<Coefficients> found = run.model().flatMap(Coefficients::of);
    if (found.isEmpty()) {
      return part;
    }
    Coefficients model = found.get();
    List<String> outputs = outputs(run, model.bias().length);
    List<Integer> order =
        IntStream.range(0, model.features().size())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer j) -> -largest(model.kernel()[j])))
            .toList();
    part.say(
        "The model has no hidden layer: an output is the intercept and the sum of coefficient ×"
            + " feature, features as the pipeline scales them.");
    List<Integer> first = order.subList(0, Math.min(MOST_BARS, order.size()));
    Bars bars =
        new Bars(
                "coefficients",
                "Largest coefficients",
                "feature",
                "coefficient",
                first.stream().map(model.features()::get).toList())
            .lying();
    for (int k = 0; k < outputs.size(); k++) {
      int output = k;
      bars.series(
          outputs.get(k), first.stream().mapToDouble(j -> model.kernel()[j][output]).toArray());
    }
    part.add(
        bars.chart(
            "The %d largest of %,d; the largest belongs to %s."
                .formatted(first.size(), order.size(), model.features().get(first.get(0)))));
    List<String> columns = new ArrayList<>(List.of("feature"));
    columns.addAll(outputs);
    Numbers table = new Numbers(columns, List.of());
    List<Object> intercept = new ArrayList<>(List.of("(intercept)"));
    for (double bias : model.bias()) {
      intercept.add(bias);
    }
    table.rows().add(intercept);
    for (int j : order.subList(0, Math.min(200, order.size()))) {
      List<Object> row = new ArrayList<>(List.of(model.features().get(j)));
      for (double value : model.kernel()[j]) {
        row.add(value);
      }
      table.rows().add(row);
    }
    return part.add(Tables.of(table, "Coefficients"));
  }

  private static List<String> outputs(RunFiles run, int outputs) throws IOException {
    Model model = run.model().orElseThrow();
    if (model.network().task() == Task.BINARY) {
      return List.of("for " + model.labels().get(1));
    }
    if (!model.labels().isEmpty()) {
      return model.labels();
    }
    List<String> names = new ArrayList<>();
    run.metrics().path("targets").forEach(name -> names.add(name.asText()));
    return names.size() == outputs
        ? names
        : IntStream.range(0, outputs).mapToObj(k -> "output " + (k + 1)).toList();
  }

  private static double largest(double[] values) {
    double largest = 0;
    for (double value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
