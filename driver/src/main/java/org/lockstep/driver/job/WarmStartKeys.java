package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.transfer.Head;

/** The keys of {@code training.warmStart}, in both directions; a text is its {@code from}. */
final class WarmStartKeys {
  private static final String KEY = "warmStart";
  private static final String HEAD = "head";

  private WarmStartKeys() {}

  static Optional<WarmStartChoice> read(Section training) {
    if (!training.has(KEY)) {
      return Optional.empty();
    }
    if (training.isText(KEY)) {
      String from = Credentials.free(training, KEY).orElse("");
      return from.isEmpty()
          ? Optional.empty()
          : training.build(KEY, () -> new WarmStartChoice(from, Head.KEEP));
    }
    Section section = training.section(KEY);
    if (!section.has("from")) {
      section.missing("from");
    }
    String from = Credentials.free(section, "from").orElse("?");
    Head head =
        Words.parse(Head.class, section.word(HEAD, Words.word(Head.KEEP), Words.of(Head.values())));
    section.finish();
    return section.build(() -> new WarmStartChoice(from, head));
  }

  static Object write(Optional<WarmStartChoice> choice) {
    if (choice.isEmpty()) {
      return "";
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("from", choice.get().from());
    keys.put(HEAD, Words.word(choice.get().head()));
    return keys;
  }
}
