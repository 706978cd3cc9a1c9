package org.lockstep.driver.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lockstep.driver.baseline.Baseline;
import org.lockstep.driver.baseline.BaselineChoice;
import org.lockstep.driver.run.AtomicFile;

/** {@code baselines.json}: simpler models with their scores by split. */
public final class BaselinesFile {
  /** The file's name inside a run directory. */
  public static final String NAME = "baselines.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private BaselinesFile() {}

  /**
   * Writes them.
   *
   * @param choice of which they are all
   */
  public static void write(Path run, BaselineChoice choice, List<Baseline> baselines)
      throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("choice", choice.name().toLowerCase(Locale.ROOT));
    ArrayNode models = root.putArray("models");
    for (Baseline baseline : baselines) {
      ObjectNode each = models.addObject();
      each.put("name", baseline.name()).put("seconds", baseline.seconds());
      ObjectNode splits = each.putObject("splits");
      baseline
          .splits()
          .forEach(
              (split, scores) -> {
                ObjectNode node = splits.putObject(split);
                scores.forEach(node::put);
              });
    }
    AtomicFile.write(
        run.resolve(NAME), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
