package org.lockstep.driver.job;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lockstep.driver.checkpoint.CheckpointSpec;

/** The keys of {@code training.checkpoint}, in both directions. */
final class CheckpointKeys {
  private CheckpointKeys() {}

  static CheckpointSpec read(Section section) {
    CheckpointSpec byDefault = CheckpointSpec.byDefault();
    int everyEpochs = section.integer("everyEpochs", byDefault.everyEpochs());
    int everySeconds = section.integer("everySeconds", byDefault.everySeconds());
    int keepLast = section.integer("keepLast", byDefault.keepLast());
    String directory = Credentials.free(section, "directory").orElse(byDefault.directory());
    section.finish();
    return section
        .build(() -> new CheckpointSpec(everyEpochs, everySeconds, keepLast, directory))
        .orElse(byDefault);
  }

  static Map<String, Object> write(CheckpointSpec spec) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("everyEpochs", spec.everyEpochs());
    keys.put("everySeconds", spec.everySeconds());
    keys.put("keepLast", spec.keepLast());
    keys.put("directory", spec.directory());
    return keys;
  }
}
