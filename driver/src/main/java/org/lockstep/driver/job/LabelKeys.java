package org.lockstep.driver.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.datasets.source.LabelEncoding;
import org.lockstep.datasets.source.LabelSpec;

/** The keys of {@code data} that say where a row's labels stand, in both directions. */
final class LabelKeys {
  private static final String LABEL = "label";
  private static final String ENCODING = "labelEncoding";
  private static final String SEPARATOR = "labelSeparator";

  private LabelKeys() {}

  /**
   * @param standard the source's own
   */
  static Optional<LabelSpec> read(Section section, Optional<LabelSpec> standard) {
    LabelEncoding encoding =
        Words.parse(
            LabelEncoding.class, section.word(ENCODING, "class", Words.of(LabelEncoding.values())));
    List<String> given = section.textOrTexts(LABEL);
    String separator = section.text(SEPARATOR, LabelSpec.DEFAULT_SEPARATOR);
    if (encoding != LabelEncoding.LIST && section.has(SEPARATOR)) {
      section.reject(SEPARATOR, "left out where labelEncoding is " + Words.word(encoding));
    }
    if (encoding.hasColumnPerLabel()) {
      if (!given.isEmpty()) {
        section.reject(LABEL, "left out where every label of data.labels has a column of its own");
      }
      List<String> labels = section.texts("labels", List.of());
      return section.build(() -> new LabelSpec(encoding, labels, LabelSpec.DEFAULT_SEPARATOR));
    }
    List<String> columns =
        given.isEmpty() ? standard.map(LabelSpec::columns).orElse(List.of()) : given;
    return columns.isEmpty()
        ? Optional.empty()
        : section.build(() -> new LabelSpec(encoding, columns, separator));
  }

  static void write(LabelSpec label, Map<String, Object> keys) {
    switch (label.encoding()) {
      case CLASS -> keys.put(LABEL, label.columns().get(0));
      case LIST -> {
        keys.put(LABEL, label.columns());
        keys.put(SEPARATOR, label.separator());
      }
      case COLUMNS, ONE_HOT, DISTRIBUTION -> {} // data.labels are the columns
    }
    keys.put(ENCODING, Words.word(label.encoding()));
  }
}
