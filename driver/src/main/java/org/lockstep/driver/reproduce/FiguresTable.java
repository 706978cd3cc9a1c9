package org.lockstep.driver.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.reproduce.Outcome.Figures;
import org.lockstep.driver.table.Csv;

/** The figures for programs: {@code figures.json} and {@code figures.csv}. */
final class FiguresTable {
  private FiguresTable() {}

  /** By experiment: its figures and claims, without the charts. */
  static Map<String, Object> tree(List<Outcome> outcomes) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Outcome outcome : outcomes) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("title", outcome.title());
      each.put("seconds", outcome.seconds());
      each.put("same_picture", outcome.same());
      each.put("figures", outcome.figures());
      each.put("claims", outcome.claims());
      tree.put(outcome.name(), each);
    }
    return tree;
  }

  /** A line a figure: experiment, setting, figure, ours, the lecture's or nothing. */
  static String csv(List<Outcome> outcomes) {
    StringBuilder text = new StringBuilder("experiment,setting,figure,ours,lecture\n");
    for (Outcome outcome : outcomes) {
      for (Figures row : outcome.figures()) {
        for (String column : outcome.columns()) {
          text.append(
              Csv.row(
                  outcome.name(),
                  row.setting(),
                  column,
                  row.value(column),
                  row.lecture().get(column)));
        }
      }
    }
    return text.toString();
  }
}
