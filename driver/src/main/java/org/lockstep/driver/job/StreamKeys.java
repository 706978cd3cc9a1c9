package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.lockstep.trainer.data.StreamSpec;

/** The keys of {@code training.stream}, in both directions; without them rows are not streamed. */
final class StreamKeys {
  private static final String SECTION = "stream";

  private StreamKeys() {}

  static Optional<StreamChoice> read(Section training) {
    if (!training.has(SECTION)) {
      return Optional.empty();
    }
    Section section = training.section(SECTION);
    StreamSpec byDefault = StreamSpec.byDefault();
    int blockRows = section.integer("blockRows", byDefault.blockRows());
    int windowBlocks = section.integer("windowBlocks", byDefault.windowBlocks());
    String directory = Credentials.free(section, "directory").orElse("");
    section.finish();
    return section.build(
        () -> new StreamChoice(new StreamSpec(blockRows, windowBlocks), directory));
  }

  static void write(Optional<StreamChoice> choice, Map<String, Object> training) {
    choice.ifPresent(
        stream -> {
          Map<String, Object> keys = new LinkedHashMap<>();
          keys.put("blockRows", stream.order().blockRows());
          keys.put("windowBlocks", stream.order().windowBlocks());
          keys.put("directory", stream.directory());
          training.put(SECTION, keys);
        });
  }
}
