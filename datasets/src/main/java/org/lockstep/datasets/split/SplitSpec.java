package org.lockstep.datasets.split;

import java.util.Optional;

/**
 * The shares of the rows that train, validate and test.
 *
 * <p>With {@code ownTest} the rows that the data itself marks as test rows are the test split, and
 * the others are divided by {@code train : validation}.
 *
 * @param train share of the training split, above 0
 * @param validation share of the validation split, 0 for none
 * @param test share of the test split, 0 for none
 * @param ownTest whether the data's own test set is honoured
 * @param group by what rows are kept together: a column, or a word that the source knows; empty:
 *     rows are divided one by one
 */
public record SplitSpec(
    double train, double validation, double test, boolean ownTest, Optional<String> group) {

  public SplitSpec {
    requireShare("train", train);
    requireShare("validation", validation);
    requireShare("test", test);
    if (train == 0) {
      throw new IllegalArgumentException("split.train must be > 0. Received: 0");
    }
    if (Math.abs(train + validation + test - 1) > 1e-9) {
      throw new IllegalArgumentException(
          "split.train + split.validation + split.test must be 1. Received: %s + %s + %s"
              .formatted(train, validation, test));
    }
    if (group.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException(
          "split.group must be a column. Received: \"%s\"".formatted(group.get()));
    }
  }

  /** Rows are divided one by one. */
  public SplitSpec(double train, double validation, double test, boolean ownTest) {
    this(train, validation, test, ownTest, Optional.empty());
  }

  /** The same shares with rows kept together, or one by one. */
  public SplitSpec withGroup(Optional<String> column) {
    return new SplitSpec(train, validation, test, ownTest, column);
  }

  /** 60/20/20, no test set of its own. */
  public static SplitSpec standard() {
    return new SplitSpec(0.6, 0.2, 0.2, false);
  }

  private static void requireShare(String name, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "split.%s must be between 0 and 1. Received: %s".formatted(name, share));
    }
  }
}
