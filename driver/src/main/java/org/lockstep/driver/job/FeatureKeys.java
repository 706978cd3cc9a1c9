package org.lockstep.driver.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.SourceName;

/** The keys of {@code features}, in both directions. */
final class FeatureKeys {
  private static final String AUTO = "auto";
  private static final String TEXT = new FeatureSection.Text(null).kind();
  private static final String TABLE = new FeatureSection.Table(null).kind();
  private static final String VECTOR = new FeatureSection.Vector().kind();

  private FeatureKeys() {}

  /**
   * @param preset the source's defaults
   * @return nothing if problems were reported that leave no features
   */
  static Optional<FeatureSection> read(Section section, DataSpec preset) {
    List<String> kinds = kinds(preset.source());
    String kind = kind(section, preset.source(), kinds);
    Optional<FeatureSection> features;
    if (kind.equals(TEXT)) {
      features = Optional.of(new FeatureSection.Text(TextKeys.read(section)));
    } else if (kind.equals(TABLE)) {
      features = TableKeys.read(section, preset).map(FeatureSection.Table::new);
    } else {
      features = Optional.of(new FeatureSection.Vector());
    }
    section.finish();
    return features;
  }

  static Map<String, Object> write(FeatureSection features) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("kind", features.kind());
    if (features instanceof FeatureSection.Text text) {
      keys.putAll(TextKeys.write(text.spec()));
    } else if (features instanceof FeatureSection.Table table) {
      keys.putAll(TableKeys.write(table.spec()));
    }
    return keys;
  }

  private static String kind(Section section, SourceName source, List<String> kinds) {
    List<String> all = List.of(AUTO, TEXT, TABLE, VECTOR);
    String kind = section.word("kind", AUTO, all);
    if (kind.equals(AUTO)) {
      boolean table = kinds.contains(TABLE) && section.isList("columns");
      return table ? TABLE : kinds.get(0);
    }
    if (!kinds.contains(kind)) {
      List<String> allowed = new ArrayList<>(List.of(AUTO));
      allowed.addAll(kinds);
      section.reject("kind", String.join(" or ", allowed) + " for data.source = " + source.word());
      return kinds.get(0);
    }
    return kind;
  }

  /** What a source's rows can become; the first is the default. */
  private static List<String> kinds(SourceName source) {
    return switch (source) {
      case AIRLINE, IMDB -> List.of(TEXT);
      case HOUSING, DIGITS -> List.of(TABLE);
      case CSV, TSV, JSONL, PARQUET -> List.of(TEXT, TABLE);
      case LIBSVM -> List.of(VECTOR);
    };
  }
}
