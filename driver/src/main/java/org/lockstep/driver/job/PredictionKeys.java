package org.lockstep.driver.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.Outcome;
import org.lockstep.trainer.decision.ThresholdChoice;
import org.lockstep.trainer.network.Task;

/** The keys of {@code prediction}, in both directions. */
final class PredictionKeys {
  private static final String THRESHOLD = "threshold";
  private static final String TUNED = "tuned";

  private PredictionKeys() {}

  /**
   * @param data if it could be read
   * @param network decides, with the data, which outputs there are
   */
  static ThresholdChoice read(Section section, Optional<DataSpec> data, NetworkSection network) {
    ThresholdChoice choice = choice(section);
    data.ifPresent(known -> check(section, choice, known, network));
    section.finish();
    return choice;
  }

  static Map<String, Object> write(ThresholdChoice choice) {
    return Map.of(THRESHOLD, choice.words());
  }

  private static ThresholdChoice choice(Section section) {
    Optional<? extends ThresholdChoice> choice;
    if (section.isList(THRESHOLD)) {
      List<Double> values = section.numbers(THRESHOLD, List.of());
      choice = section.build(() -> new ThresholdChoice.Each(values));
    } else if (section.isText(THRESHOLD)) {
      section.word(THRESHOLD, TUNED, List.of(TUNED));
      choice = Optional.of(new ThresholdChoice.Tuned());
    } else {
      double value = section.number(THRESHOLD, 0.5);
      choice = section.build(() -> new ThresholdChoice.Same(value));
    }
    return choice.isPresent() ? choice.get() : ThresholdChoice.standard();
  }

  /** What can be said before the data are read; labels that are found may be any number. */
  private static void check(
      Section section, ThresholdChoice choice, DataSpec data, NetworkSection network) {
    if (choice instanceof ThresholdChoice.Tuned && data.split().validation() == 0) {
      section.reject(THRESHOLD, "a number where data.split.validation is 0");
    }
    if (network.output() == NetworkSection.Output.STEP
        && !choice.equals(ThresholdChoice.standard())) {
      section.reject(THRESHOLD, "0.5 where the output is a step, which has no probabilities");
      return;
    }
    Outcome outcome = data.outcome();
    boolean labels = outcome == Outcome.CLASS || outcome == Outcome.LABELS;
    if (labels && data.labels().isEmpty()) {
      return;
    }
    try {
      Task task = network.task(outcome, data.labels().size());
      int outputs = task == Task.BINARY ? 1 : data.labels().size();
      section.build(() -> choice.of(task, outputs));
    } catch (JobException e) {
      return; // the output layer is reported at its own place
    }
  }
}
