package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.lockstep.driver.chart.Chart;
import org.lockstep.driver.chart.Points;
import org.lockstep.driver.html.Part;

/** What trials cost beside what they reach, and those that no other beats in both. */
final class CostsSection {
  private record Cost(String column, String name) {}

  private static final List<Cost> COSTS =
      List.of(new Cost("seconds", "seconds of training"), new Cost("parameters", "parameters"));

  private CostsSection() {}

  /** Nothing where no cost tells trials apart. */
  static Optional<Part> of(RunFiles run, Trials trials) throws IOException {
    JsonNode fronts = run.json("search.json").path("pareto");
    Part part = new Part("costs", "Costs");
    boolean any = false;
    for (Cost cost : COSTS) {
      boolean differ = trials.table().distinct(cost.column()).size() > 1;
      if (differ && fronts.has(cost.column())) {
        part.add(chart(trials, cost, fronts.path(cost.column())));
        any = true;
      }
    }
    return any ? Optional.of(part) : Optional.empty();
  }

  /**
   * @param front the trials' numbers, the cheapest first
   */
  private static Chart chart(Trials trials, Cost cost, JsonNode front) {
    double[] costs = trials.table().numbers(cost.column());
    double[] scores = trials.scores();
    List<Integer> places =
        StreamSupport.stream(front.spliterator(), false)
            .map(trial -> trials.table().texts("trial").indexOf(trial.asText()))
            .filter(place -> place >= 0)
            .toList();
    return new Points(
            "costs-" + cost.column(),
            "Score against " + cost.name(),
            cost.name(),
            Words.metric(trials.metric()))
        .cloud("trials", costs, scores)
        .cloud("not beaten in both", at(places, costs), at(places, scores))
        .line("Pareto front", at(places, costs), at(places, scores))
        .chart(
            "A dot a trial; no other trial is both cheaper and better than one of the %d on the line."
                .formatted(places.size()));
  }

  private static double[] at(List<Integer> places, double[] numbers) {
    return IntStream.range(0, places.size()).mapToDouble(i -> numbers[places.get(i)]).toArray();
  }
}
