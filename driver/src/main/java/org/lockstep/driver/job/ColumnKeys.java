package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.source.ColumnSpec;
import org.lockstep.datasets.source.ColumnSpec.Blanks;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.LabelSpec;
import org.lockstep.datasets.source.TargetSpec;
import org.lockstep.trainer.table.NumericBlanks;
import org.lockstep.trainer.table.RatioColumn;
import org.lockstep.trainer.table.TableSpec;

/** The keys of {@code data} that name columns, in both directions. */
final class ColumnKeys {
  private ColumnKeys() {}

  /**
   * Text, label and target come from the keys or the source's defaults; the columns of a table are
   * those that {@code features.columns} needs.
   */
  static Optional<ColumnSpec> read(Section section, DataSpec preset, FeatureSection features) {
    Optional<String> text = section.optionalText("text");
    Optional<LabelSpec> label = label(section, preset);
    Optional<TargetSpec> target = target(section, preset);
    Optional<String> weight = section.optionalText("weight");
    if (features instanceof FeatureSection.Text) {
      Optional<String> column = text.or(preset.columns()::text);
      return section.build(
          () ->
              new ColumnSpec(column, List.of(), List.of(), label, target, Blanks.KEEP)
                  .withWeight(weight));
    }
    if (text.isPresent()) {
      section.reject("text", "left out where features.kind is " + features.kind());
    }
    if (features instanceof FeatureSection.Table table) {
      TableSpec spec = table.spec();
      return section.build(
          () ->
              new ColumnSpec(
                  Optional.empty(),
                  spec.numericNames(),
                  spec.categoricalNames(),
                  label,
                  target,
                  blanks(spec),
                  divisors(spec),
                  weight));
    }
    return section.build(
        () ->
            new ColumnSpec(Optional.empty(), List.of(), List.of(), label, target, Blanks.KEEP)
                .withWeight(weight));
  }

  /**
   * The source's labels, unless the job names another label or a target.
   *
   * @param columns the job's, if they could be read
   */
  static List<String> defaultLabels(Optional<ColumnSpec> columns, DataSpec preset) {
    return columns
        .filter(known -> known.label().equals(preset.columns().label()))
        .map(known -> preset.labels())
        .orElse(List.of());
  }

  static Map<String, Object> write(ColumnSpec columns) {
    Map<String, Object> keys = new LinkedHashMap<>();
    columns.text().ifPresent(text -> keys.put("text", text));
    columns.label().ifPresent(label -> LabelKeys.write(label, keys));
    columns
        .target()
        .ifPresent(
            target -> {
              List<String> names = target.columns();
              keys.put("target", names.size() == 1 ? names.get(0) : names);
              keys.put("targetScale", target.scale());
            });
    columns.weight().ifPresent(weight -> keys.put("weight", weight));
    return keys;
  }

  private static Optional<LabelSpec> label(Section section, DataSpec preset) {
    Optional<LabelSpec> standard =
        section.has("target") ? Optional.empty() : preset.columns().label();
    return LabelKeys.read(section, standard);
  }

  private static Optional<TargetSpec> target(Section section, DataSpec preset) {
    Optional<TargetSpec> standard =
        section.has("label") || section.has("labelEncoding")
            ? Optional.empty()
            : preset.columns().target();
    List<String> columns = section.textOrTexts("target");
    double scale = section.number("targetScale", standard.map(TargetSpec::scale).orElse(1.0));
    if (columns.isEmpty() && standard.isEmpty()) {
      if (section.has("targetScale")) {
        section.reject("targetScale", "left out where there is no target");
      }
      return Optional.empty();
    }
    List<String> names = columns.isEmpty() ? standard.get().columns() : columns;
    return section.build("targetScale", () -> new TargetSpec(names, scale));
  }

  private static Blanks blanks(TableSpec spec) {
    return spec.numericBlanks().rule() == NumericBlanks.Rule.DROP ? Blanks.DROP : Blanks.KEEP;
  }

  private static List<String> divisors(TableSpec spec) {
    return spec.columns().stream()
        .filter(RatioColumn.class::isInstance)
        .map(column -> ((RatioColumn) column).denominator())
        .distinct()
        .toList();
  }
}
