package org.lockstep.trainer.gradientcheck.passes;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** For a part of their names: the combinations whose gradient is wrong, in words. */
public final class Disagreements implements Function<String, List<String>> {

  @Override
  public List<String> apply(String partOfName) {
    return Combination.all().stream()
        .filter(combination -> combination.name().contains(partOfName))
        .map(CentralDifferences::disagreement)
        .flatMap(Optional::stream)
        .toList();
  }
}
