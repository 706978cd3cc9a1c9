package org.lockstep.trainer.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.LossSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;

/**
 * Writes the models that a release is remembered by, one of every kind, and what each of them
 * predicts. {@link GoldenModelsTest} reads all that there are, for ever.
 *
 * <p>Run it once when a release is made or the format changes, and never over a folder that is
 * there: {@code java … org.lockstep.trainer.model.GoldenModels FOLDER}, FOLDER being {@code
 * trainer/src/test/resources/org/lockstep/trainer/model/golden/format-N-lockstep-VERSION}.
 */
final class GoldenModels {
  static final String PREDICTIONS = "predictions.json";

  private GoldenModels() {}

  /** Writes them all. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Files.createDirectory(Path.of(arguments[0]));
    Map<String, Object> predictions = new LinkedHashMap<>();
    for (Map.Entry<String, Model> each : models().entrySet()) {
      ModelFile.write(folder.resolve(each.getKey()), each.getValue());
      predictions.put(each.getKey(), outputs(each.getValue()));
    }
    Files.write(folder.resolve(PREDICTIONS), Json.write(predictions));
  }

  private static Map<String, Model> models() {
    Map<String, Model> models = new LinkedHashMap<>();
    models.put("text", Models.text());
    models.put("hashed", Models.hashed());
    models.put("table", Models.table());
    models.put("vector", Models.vector());
    models.put("every-formula", Models.everyFormula());
    models.put("labels", labels());
    return models;
  }

  private static Model labels() {
    LossSpec loss = new LossSpec.PositiveWeighted(new LossSpec.Focal(1.5), List.of(2.5, 0.75));
    List<DenseSpec> hidden = List.of(new DenseSpec(3, Activation.named("tanh")));
    NetworkSpec network = NetworkSpec.of(2, new ArrayList<>(hidden), 2, Task.MULTI_LABEL, loss, 0);
    return new Model(
        network,
        Parameters.initialise(network, 6).values(),
        new VectorFeatures(2),
        List.of("late", "rude"),
        Thresholds.of(List.of(0.75, 0.125)),
        Map.of());
  }

  /** The labels and every bit of the outputs of three rows. */
  static List<Object> outputs(Model model) {
    Scorer scorer = new Scorer(model);
    List<Prediction> predictions =
        switch (model.features().kind()) {
          case TEXT ->
              scorer.predictTexts(List.of("the plane was late, naïve!", "great crew 😀", ""));
          case TABLE ->
              List.of(
                  scorer.predict(new double[] {10, 4, 2}, new String[] {"house"}),
                  scorer.predict(new double[] {-7.25, 9, 3}, new String[] {"flat"}),
                  scorer.predict(new double[] {1e3, 1, 8}, new String[] {"flat"}));
          case VECTOR ->
              List.of(
                  scorer.predict(new double[] {0.1, -2}),
                  scorer.predict(new double[] {0, 0}),
                  scorer.predict(new double[] {3.5, 40}));
        };
    List<Object> rows = new ArrayList<>();
    for (Prediction prediction : predictions) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("labels", prediction.labels());
      row.put("outputs", prediction.outputs().stream().map(Float::doubleValue).toList());
      rows.add(row);
    }
    return rows;
  }
}
