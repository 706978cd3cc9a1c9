package org.lockstep.driver.reproduce;

import static org.lockstep.driver.reproduce.SideBySide.HALFWAY;
import static org.lockstep.driver.reproduce.SideBySide.LOSS;
import static org.lockstep.driver.reproduce.SideBySide.VALIDATION;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lecture's comparisons of one choice at a time, on the digits. */
final class Choices {
  private static final String NOTES =
      "The lecture shows curves and gives no figures for them; the data, 8×8 digits, are ours.";

  private Choices() {}

  static Experiment initialisers() {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    for (String initializer :
        List.of(
            "zeros",
            "{type=normal, standardDeviation=0.01}",
            "{type=normal, standardDeviation=1}",
            "glorot_uniform",
            "he_normal")) {
      String layer = "{type=dense, units=32, activation=relu, initializer=" + initializer + "}";
      ways.put(
          initializer
              .replaceAll("[{}]", "")
              .replace("type=", "")
              .replace(", standardDeviation=", " σ "),
          List.of("network.layers=[" + String.join(", ", layer, layer, layer, layer) + "]"));
    }
    return new SideBySide(
        "initialisers",
        "Initial weights: four hidden layers of 32 ReLU units",
        "The lecture: units that start alike stay alike, so zeros learn nothing; weights too small"
            + " or too large stall or explode; Glorot and He keep the signal's size.",
        ways,
        (out, rows) -> {
          out.claim(
              "zeros learn nothing but the classes' shares (loss near ln 10)",
              rows.get("zeros").value(LOSS) > 2.2,
              "%.3f",
              rows.get("zeros").value(LOSS));
          double he = rows.get("he_normal").value(HALFWAY);
          out.claim(
              "He learns faster than normal σ 0.01 and σ 1",
              he < rows.get("normal σ 0.01").value(HALFWAY)
                  && he < rows.get("normal σ 1").value(HALFWAY),
              "loss after a quarter of the epochs %.3f against %.3f and %.3f",
              he,
              rows.get("normal σ 0.01").value(HALFWAY),
              rows.get("normal σ 1").value(HALFWAY));
        },
        NOTES);
  }

  static Experiment optimizers() {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    for (String type : List.of("sgd", "momentum", "adagrad", "rmsprop", "adam", "nadam")) {
      ways.put(type, List.of("training.optimizer={type=" + type + ", learningRate=0.01}"));
    }
    return new SideBySide(
        "optimizers",
        "Optimizers side by side, all at a rate of 0.01",
        "The lecture: momentum and rates of a weight's own get down faster than plain SGD.",
        ways,
        (out, rows) -> {
          double sgd = rows.get("sgd").value(HALFWAY);
          for (String type : List.of("momentum", "rmsprop", "adam", "nadam")) {
            out.claim(
                type + " is faster than plain SGD",
                rows.get(type).value(HALFWAY) < sgd,
                "loss after a quarter of the epochs %.4f against %.4f",
                rows.get(type).value(HALFWAY),
                sgd);
          }
        },
        NOTES + " One rate for all is not each optimizer's best.");
  }

  static Experiment schedules() {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    String optimizer = "training.optimizer={type=momentum, learningRate=%s}";
    ways.put("constant 0.02", List.of(optimizer.formatted("0.02")));
    ways.put(
        "one-cycle up to 0.2",
        List.of(optimizer.formatted("0.2"), "training.schedule={type=one_cycle, totalSteps=680}"));
    ways.put("constant 0.2", List.of(optimizer.formatted("0.2")));
    return new SideBySide(
        "schedules",
        "One-cycle against a constant rate",
        "The lecture: a rate that rises and falls again gets down faster than a constant one that"
            + " is safe from the start.",
        ways,
        (out, rows) ->
            out.claim(
                "one-cycle ends at a lower training loss than the constant 0.02",
                rows.get("one-cycle up to 0.2").value(LOSS) < rows.get("constant 0.02").value(LOSS),
                "%.4f against %.4f; constant 0.2: %.4f",
                rows.get("one-cycle up to 0.2").value(LOSS),
                rows.get("constant 0.02").value(LOSS),
                rows.get("constant 0.2").value(LOSS)),
        NOTES
            + " The one cycle is told against a rate that is safe from the start; on these digits a"
            + " constant rate of its peak is safe, too, and then nothing is gained by the cycle.");
  }

  static Experiment normalisation() {
    Map<String, List<String>> ways = new LinkedHashMap<>();
    String dense = "{type=dense, units=32, activation=identity}";
    String sigmoid = "{type=activation, activation=sigmoid}";
    String norm = "{type=batch_normalization}";
    ways.put("without", List.of(layers(dense, sigmoid)));
    ways.put("with batch normalization", List.of(layers(dense, norm, sigmoid)));
    return new SideBySide(
        "normalisation",
        "Batch normalization on and off: three hidden layers of 32 sigmoid units",
        "The lecture: with each layer's inputs normalised, a deep network learns faster.",
        ways,
        (out, rows) -> {
          out.claim(
              "with it the loss falls faster",
              rows.get("with batch normalization").value(HALFWAY)
                  < rows.get("without").value(HALFWAY),
              "after a quarter of the epochs %.4f against %.4f",
              rows.get("with batch normalization").value(HALFWAY),
              rows.get("without").value(HALFWAY));
          out.claim(
              "and validation does not suffer (within 0.02)",
              rows.get("with batch normalization").value(VALIDATION)
                  > rows.get("without").value(VALIDATION) - 0.02,
              "%.3f against %.3f",
              rows.get("with batch normalization").value(VALIDATION),
              rows.get("without").value(VALIDATION));
        },
        NOTES + " Each of the four workers normalises by its own rows of a batch.");
  }

  /** Three times the same. */
  private static String layers(String... block) {
    String one = String.join(", ", block);
    return "network.layers=[" + String.join(", ", one, one, one) + "]";
  }
}
