package org.lockstep.driver.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.chart.Chart;

/**
 * What an experiment found.
 *
 * @param name one word
 * @param title one line for people
 * @param question what was done, and what the lecture says of it
 * @param columns of the figures, in order
 * @param figures a row a setting
 * @param claims what the figures should show, and whether they do
 * @param charts pictures of them
 * @param differences why ours are not the lecture's
 * @param seconds that it took
 */
record Outcome(
    String name,
    String title,
    String question,
    List<String> columns,
    List<Figures> figures,
    List<Claim> claims,
    List<Chart> charts,
    String differences,
    double seconds) {

  /**
   * A row: one setting.
   *
   * @param setting for people
   * @param ours by column
   * @param lecture by column; only what the notes give
   * @param how to train it by hand: the job file and its overrides; empty if there is no job
   */
  record Figures(
      String setting, Map<String, Double> ours, Map<String, Double> lecture, String how) {

    double value(String column) {
      return ours.getOrDefault(column, Double.NaN);
    }
  }

  /**
   * Computed from the figures, never written beforehand.
   *
   * @param statement what should hold
   * @param holds whether it does
   * @param measured the numbers that say so
   */
  record Claim(String statement, boolean holds, String measured) {}

  /** Whether every claim holds. */
  boolean same() {
    return claims.stream().allMatch(Claim::holds);
  }

  /** The figures of a setting. */
  Figures row(String setting) {
    return figures.stream().filter(row -> row.setting().equals(setting)).findFirst().orElseThrow();
  }

  static Builder of(String name, String title, String question, String... columns) {
    return new Builder(name, title, question, List.of(columns));
  }

  /** Collects rows, claims and charts; its time runs from its making on. */
  static final class Builder {
    private final String name;
    private final String title;
    private final String question;
    private final List<String> columns;
    private final List<Figures> figures = new ArrayList<>();
    private final List<Claim> claims = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();
    private final long began = System.nanoTime();

    private Builder(String name, String title, String question, List<String> columns) {
      this.name = name;
      this.title = title;
      this.question = question;
      this.columns = columns;
    }

    /** A row with the lecture's figures beside ours. */
    Figures row(String setting, Map<String, Double> ours, Map<String, Double> lecture, String how) {
      Map<String, Double> shown = new LinkedHashMap<>();
      columns.forEach(column -> shown.put(column, ours.getOrDefault(column, Double.NaN)));
      Figures row = new Figures(setting, shown, lecture, how);
      figures.add(row);
      return row;
    }

    /** A row for which the lecture has no figures. */
    Figures row(String setting, Map<String, Double> ours, String how) {
      return row(setting, ours, Map.of(), how);
    }

    /** What should hold, and the numbers that say whether it does. */
    void claim(String statement, boolean holds, String measured, Object... arguments) {
      claims.add(new Claim(statement, holds, measured.formatted(arguments)));
    }

    void chart(Chart chart) {
      charts.add(chart);
    }

    Outcome done(String differences) {
      return new Outcome(
          name,
          title,
          question,
          columns,
          List.copyOf(figures),
          List.copyOf(claims),
          List.copyOf(charts),
          differences,
          (System.nanoTime() - began) / 1e9);
    }
  }
}
