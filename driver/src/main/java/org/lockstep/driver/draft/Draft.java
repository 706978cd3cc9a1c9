package org.lockstep.driver.draft;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.lockstep.datasets.check.DataException;

/**
 * What a first job for a file should be, by rules of thumb of the lecture: one hidden layer first,
 * its width a power of two between inputs and outputs, dropout and a penalty before fewer units.
 *
 * @param goal what is predicted
 * @param text the column to read, if this is a job on text
 * @param roles of the columns beside the goal, in the file's order
 */
public record Draft(DataLook look, Goal goal, Optional<Role> text, List<Role> roles) {
  private static final int VOCABULARY = 5000;
  private static final double TRAIN = 0.6;
  private static final double IMBALANCED = 3;

  /**
   * Looks at a file.
   *
   * @param label the column to predict, if the user says so
   * @throws DataException if nothing can be learned from it
   */
  public static Draft of(Path file, Optional<String> label) throws IOException {
    DataLook look = DataLook.at(file);
    Goal goal = Goal.of(look, label);
    List<Role> roles =
        look.columns().stream().filter(column -> column != goal.column()).map(Role::of).toList();
    Optional<Role> text =
        roles.stream()
            .filter(role -> role.use() == Role.Use.TEXT)
            .max(Comparator.comparingDouble(role -> role.column().meanWords()));
    if (roles.stream().allMatch(role -> role.use() == Role.Use.NONE)) {
      throw DataException.bad(
          "a file must have a column to learn from: text, numbers or categories. Received: %s (%s)",
          look.records().names(), look.path());
    }
    return new Draft(look, goal, text, roles);
  }

  /** The columns of a table that features are made of. */
  List<Role> features() {
    return roles.stream()
        .filter(role -> role.use() == Role.Use.NUMERIC || role.use() == Role.Use.CATEGORICAL)
        .toList();
  }

  /** The file that this draft writes, HOCON. */
  public String file(String name) {
    return new DraftFile(this, name).text();
  }

  /** What was seen, a line each. */
  public List<String> lines() {
    return new DraftFile(this, "").seen();
  }

  int inputs() {
    return text.isPresent() ? VOCABULARY : features().stream().mapToInt(Role::width).sum();
  }

  int vocabulary() {
    return VOCABULARY;
  }

  /** A power of two near √(inputs·outputs), from 8 to 256. */
  int units() {
    double between = Math.sqrt((double) inputs() * goal.outputs());
    return power(between, 8, 256);
  }

  /** Of a few units none can be spared. */
  boolean dropsOut() {
    return units() >= 32;
  }

  /** A power of two: some fifty steps an epoch, from 16 to 512 rows. */
  int batchSize() {
    return power(look.rows() * TRAIN / 50, 16, 512);
  }

  /** Whether some class is so rare that the loss should count its rows more. */
  boolean imbalanced() {
    return goal.imbalance() > IMBALANCED;
  }

  boolean hasBlanks() {
    return features().stream().anyMatch(role -> role.column().blanks() > 0);
  }

  private static int power(double near, int least, int most) {
    int exponent = (int) Math.round(Math.log(Math.max(1, near)) / Math.log(2));
    return Math.max(least, Math.min(most, 1 << exponent));
  }
}
