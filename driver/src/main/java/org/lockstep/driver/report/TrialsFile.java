package org.lockstep.driver.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lockstep.driver.search.course.OuterScore;
import org.lockstep.driver.search.course.Standings;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.judge.Direction;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.table.Csv;

/**
 * Tables of a search, for people and programs: {@code trials.csv}, a row a trial (metric against
 * each parameter, parallel coordinates); {@code divisions.csv}, a row a training (the folds'
 * spread); {@code rungs.csv}, a row a task; {@code curves.csv}, a row an epoch of the best trial;
 * {@code outer.csv}, a row an outer fold of a nested search.
 */
public final class TrialsFile {
  /** A row a trial. */
  public static final String NAME = "trials.csv";

  private static final String CURVES = "curves.csv";

  private TrialsFile() {}

  /** Each table by its file's name. */
  public static Map<String, String> tables(
      SearchSpec search, Direction direction, Standings standings) {
    return Map.of(
        NAME,
        trials(search, direction, standings.trials()),
        "rungs.csv",
        trials(search, direction, standings.tasks()),
        "divisions.csv",
        divisions(search, standings),
        CURVES,
        standings.best().map(best -> curves(search, best)).orElse(curvesHead(search)));
  }

  /**
   * Writes what is known of a search that has ended.
   *
   * @param best with its whole curves
   * @param outers for {@code outer.csv}, which is not written for none
   */
  public static void writeBest(
      Path directory, SearchSpec search, Trial best, List<OuterScore> outers, Writing file)
      throws IOException {
    file.write(directory.resolve(CURVES), curves(search, best));
    if (!outers.isEmpty()) {
      file.write(directory.resolve("outer.csv"), outer(search, outers));
    }
  }

  /** Writes all of them into a run's directory. */
  public static void write(
      Path directory, SearchSpec search, Direction direction, Standings standings, Writing file)
      throws IOException {
    for (var table : tables(search, direction, standings).entrySet()) {
      file.write(directory.resolve(table.getKey()), table.getValue());
    }
  }

  /** How a file is replaced. */
  @FunctionalInterface
  public interface Writing {
    /** Replaces the file's text as a whole. */
    void write(Path file, String text) throws IOException;
  }

  private static String trials(SearchSpec search, Direction direction, List<Trial> trials) {
    StringBuilder text = new StringBuilder("trial,state");
    parameters(search).forEach(key -> text.append(',').append(Csv.cell(key)));
    text.append(
        ",from_epoch,to_epoch,epochs,best_epoch,%s,deviation,seconds,parameters,reason\n"
            .formatted(search.metric()));
    for (Trial trial : trials) {
      boolean failed = trial.result().failed();
      text.append(trial.number()).append(failed ? ",failed" : ",done");
      for (String key : parameters(search)) {
        text.append(',').append(Csv.cell(value(trial, key)));
      }
      text.append(
              String.format(
                  Locale.ROOT,
                  ",%d,%d,%d,%d,",
                  trial.result().task().fromEpoch(),
                  trial.result().task().toEpoch(),
                  trial.result().epochs(),
                  trial.bestEpoch()))
          .append(failed ? "" : direction.value(trial.result().score()))
          .append(',')
          .append(failed ? "" : trial.spread().deviation())
          .append(String.format(Locale.ROOT, ",%.3f,", trial.seconds()))
          .append(trial.result().parameters())
          .append(',')
          .append(Csv.cell(trial.result().failure().orElse("")))
          .append('\n');
    }
    return text.toString();
  }

  private static String divisions(SearchSpec search, Standings standings) {
    List<String> metrics = new ArrayList<>();
    for (Trial trial : standings.tasks()) {
      for (Piece piece : trial.pieces()) {
        piece.scores().keySet().stream().filter(m -> !metrics.contains(m)).forEach(metrics::add);
      }
    }
    StringBuilder text = new StringBuilder("trial,to_epoch,repetition,fold,attempt,epochs");
    metrics.forEach(metric -> text.append(',').append(Csv.cell(metric)));
    text.append(",seconds,slot,sha256,reason\n");
    for (Trial trial : standings.tasks()) {
      for (Piece piece : trial.pieces()) {
        int folds = search.judge().folds();
        text.append(
            "%d,%d,%d,%d,%d,%d"
                .formatted(
                    trial.number(),
                    trial.result().task().toEpoch(),
                    piece.part() / folds + 1,
                    piece.part() % folds + 1,
                    piece.attempt(),
                    piece.epochs()));
        for (String metric : metrics) {
          Double value = piece.scores().get(metric);
          text.append(',').append(value == null ? "" : value);
        }
        text.append(String.format(Locale.ROOT, ",%.3f,", piece.seconds()))
            .append(Csv.cell(piece.slot()))
            .append(',')
            .append(piece.sha256())
            .append(',')
            .append(Csv.cell(piece.failure().orElse("")))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String curvesHead(SearchSpec search) {
    return "trial,repetition,fold,epoch,loss,validation_loss,%s,validation_%s\n"
        .formatted(search.metric(), search.metric());
  }

  private static String curves(SearchSpec search, Trial best) {
    StringBuilder text = new StringBuilder(curvesHead(search));
    int folds = search.judge().folds();
    for (Piece piece : best.pieces()) {
      for (int epoch = 0; epoch < piece.curve().length; epoch++) {
        text.append(
            "%d,%d,%d,%d"
                .formatted(
                    best.number(), piece.part() / folds + 1, piece.part() % folds + 1, epoch + 1));
        for (double value : piece.curve()[epoch]) {
          text.append(',').append(Double.isNaN(value) ? "" : value);
        }
        text.append('\n');
      }
    }
    return text.toString();
  }

  private static String outer(SearchSpec search, List<OuterScore> outers) {
    List<String> metrics = List.copyOf(outers.get(0).scores().keySet());
    StringBuilder text = new StringBuilder("fold,trial");
    parameters(search).forEach(key -> text.append(',').append(Csv.cell(key)));
    metrics.forEach(metric -> text.append(',').append(Csv.cell(metric)));
    text.append(",sha256\n");
    for (OuterScore outer : outers) {
      text.append(outer.fold()).append(',').append(outer.winner().number());
      for (String key : parameters(search)) {
        text.append(',').append(Csv.cell(value(outer.winner(), key)));
      }
      metrics.forEach(metric -> text.append(',').append(outer.scores().get(metric)));
      text.append(',').append(outer.sha256()).append('\n');
    }
    return text.toString();
  }

  private static String value(Trial trial, String key) {
    return trial.result().task().setting().get(key).map(String::valueOf).orElse("");
  }

  private static List<String> parameters(SearchSpec search) {
    return search.space().parameters().stream().map(Parameter::key).toList();
  }
}
