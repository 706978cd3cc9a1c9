package org.lockstep.driver.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lockstep.driver.run.FinishedRun;
import org.lockstep.driver.run.RunException;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;

/** A model that a command names: by the directory of a run that is done, or by its own. */
public final class SavedModel {
  private static final String CARD = "card.json";

  private SavedModel() {}

  /**
   * Reads it.
   *
   * @throws RunException (66) if the directory is neither
   */
  public static Model read(Path directory) throws IOException {
    return ModelFile.read(
        Files.isRegularFile(directory.resolve(CARD))
            ? directory
            : FinishedRun.open(directory).model());
  }
}
