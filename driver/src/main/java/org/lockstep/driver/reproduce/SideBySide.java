package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.lockstep.driver.chart.Lines;
import org.lockstep.driver.reproduce.Outcome.Figures;
import org.lockstep.trainer.data.Split;

/**
 * The digits trained in several ways that differ in one choice: a curve each, and what the lecture
 * says of them.
 */
final class SideBySide implements Experiment {
  static final String LOSS = "train loss";
  static final String VALIDATION = "validation accuracy";
  static final String HALFWAY = "loss after a quarter";

  private final String name;
  private final String title;
  private final String question;
  private final Map<String, List<String>> ways;
  private final BiConsumer<Outcome.Builder, Map<String, Figures>> claims;
  private final String differences;

  /**
   * @param ways the changes of the job, by a name for people
   * @param claims says what should hold of the rows, by those names
   */
  SideBySide(
      String name,
      String title,
      String question,
      Map<String, List<String>> ways,
      BiConsumer<Outcome.Builder, Map<String, Figures>> claims,
      String differences) {
    this.name = name;
    this.title = title;
    this.question = question;
    this.ways = new LinkedHashMap<>(ways);
    this.claims = claims;
    this.differences = differences;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Outcome run(Lab lab) throws IOException {
    Outcome.Builder out =
        Outcome.of(name, title, question, LOSS, HALFWAY, VALIDATION, Trained.LENGTH);
    Map<String, Figures> rows = new LinkedHashMap<>();
    Lines lines = new Lines(name + "-loss", "Training loss by epoch", "epoch", "loss");
    for (Map.Entry<String, List<String>> way : ways.entrySet()) {
      Lab.Run run = lab.train("digits", way.getValue().toArray(String[]::new));
      Trained trained = run.trained();
      double[] losses = trained.curve(Split.TRAIN, "loss");
      Map<String, Double> figures = new LinkedHashMap<>(trained.figures("accuracy"));
      figures.put(LOSS, trained.score(Split.TRAIN, "loss"));
      figures.put(HALFWAY, losses[Math.max(0, losses.length / 4 - 1)]);
      rows.put(way.getKey(), out.row(way.getKey(), figures, run.how()));
      lines.byEpoch(way.getKey(), losses);
    }
    claims.accept(out, rows);
    out.chart(lines.chart("The same network and digits; only the choice differs."));
    return out.done(differences);
  }
}
