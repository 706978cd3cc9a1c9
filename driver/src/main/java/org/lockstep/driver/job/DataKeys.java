package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.source.ColumnSpec;
import org.lockstep.datasets.source.DataSpec;
import org.lockstep.datasets.source.DataSpec.TaskChoice;
import org.lockstep.datasets.source.DataSpec.WhenMissing;
import org.lockstep.datasets.source.FormatSpec;
import org.lockstep.datasets.source.Presets;
import org.lockstep.datasets.source.SourceName;
import org.lockstep.datasets.split.SplitSpec;

/** The keys of {@code data}, in both directions. What is left out is the source's own default. */
final class DataKeys {
  private DataKeys() {}

  /** The source's defaults with the job's path; nothing if there is no usable source or path. */
  static Optional<DataSpec> preset(Section section) {
    if (!section.has("source")) {
      section.missing("source");
      return Optional.empty();
    }
    String word = section.word("source", "", SourceName.words());
    Optional<String> path = Credentials.free(section, "path");
    return SourceName.named(word).flatMap(source -> section.build(() -> Presets.of(source, path)));
  }

  static Optional<DataSpec> read(Section section, DataSpec preset, FeatureSection features) {
    FormatSpec format = format(section, preset);
    SplitSpec split = split(section.section("split"), preset);
    String task = section.word("task", "auto", Words.of(TaskChoice.values()));
    DataSpec standard =
        Words.parse(TaskChoice.class, task) == TaskChoice.RECONSTRUCTION
            ? withoutOutcome(preset)
            : preset;
    double maxRejected = section.share("maxRejected", preset.maxRejected());
    String whenMissing = section.word("whenMissing", "fail", Words.of(WhenMissing.values()));
    int partitions = section.integer("partitions", preset.partitions());
    Optional<ColumnSpec> columns = ColumnKeys.read(section, standard, features);
    List<String> labels = section.texts("labels", ColumnKeys.defaultLabels(columns, standard));
    Optional<DataSpec> data =
        columns.flatMap(
            known ->
                section.build(
                    () ->
                        new DataSpec(
                            preset.source(),
                            preset.path(),
                            format,
                            known,
                            labels,
                            Words.parse(TaskChoice.class, task),
                            maxRejected,
                            Words.parse(WhenMissing.class, whenMissing),
                            split,
                            partitions)));
    section.finish();
    return data;
  }

  /** A label that the source has is not read where the features are the targets. */
  private static DataSpec withoutOutcome(DataSpec preset) {
    return preset.withLabels(List.of()).withColumns(preset.columns().unlabelled());
  }

  static Map<String, Object> write(DataSpec data) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("source", data.source().word());
    data.path().ifPresent(path -> keys.put("path", path));
    if (hasHeader(data.source())) {
      keys.put("header", data.format().header());
      if (!data.format().header()) {
        keys.put("columns", data.format().names());
      }
    }
    keys.put("maxCellBytes", data.format().maxCellBytes());
    if (data.source() == SourceName.LIBSVM) {
      keys.put("vectorSize", data.format().vectorSize());
    }
    keys.putAll(ColumnKeys.write(data.columns()));
    keys.put("labels", data.labels());
    keys.put("task", Words.word(data.task()));
    keys.put("maxRejected", data.maxRejected());
    keys.put("whenMissing", Words.word(data.whenMissing()));
    keys.put("partitions", data.partitions());
    Map<String, Object> split = new LinkedHashMap<>();
    split.put("train", data.split().train());
    split.put("validation", data.split().validation());
    split.put("test", data.split().test());
    split.put("ownTest", data.split().ownTest());
    data.split().group().ifPresent(group -> split.put("group", group));
    keys.put("split", split);
    return keys;
  }

  private static FormatSpec format(Section section, DataSpec preset) {
    FormatSpec standard = preset.format();
    boolean header = section.flag("header", standard.header());
    List<String> names = section.texts("columns", standard.names());
    int maxCellBytes = section.integer("maxCellBytes", standard.maxCellBytes());
    int vectorSize = section.integer("vectorSize", standard.vectorSize());
    if (!hasHeader(preset.source())) {
      refuse(section, preset, "header");
      refuse(section, preset, "columns");
    }
    if (preset.source() != SourceName.LIBSVM) {
      refuse(section, preset, "vectorSize");
    }
    return section
        .build(() -> new FormatSpec(header, names, maxCellBytes, vectorSize))
        .orElse(standard);
  }

  private static SplitSpec split(Section section, DataSpec preset) {
    SplitSpec standard = preset.split();
    double train = section.share("train", standard.train());
    double validation = section.share("validation", standard.validation());
    double test = section.share("test", standard.test());
    boolean ownTest = section.flag("ownTest", standard.ownTest());
    Optional<String> group = section.optionalText("group");
    if (ownTest && preset.source() != SourceName.IMDB) {
      section.reject("ownTest", "false for a source without a test set of its own");
    }
    section.finish();
    return section
        .build(() -> new SplitSpec(train, validation, test, ownTest, group))
        .orElse(standard);
  }

  private static void refuse(Section section, DataSpec preset, String key) {
    if (section.has(key)) {
      section.reject(key, "left out for data.source = " + preset.source().word());
    }
  }

  private static boolean hasHeader(SourceName source) {
    return switch (source) {
      case AIRLINE, IMDB, HOUSING, DIGITS, CSV, TSV -> true;
      case JSONL, PARQUET, LIBSVM -> false;
    };
  }
}
