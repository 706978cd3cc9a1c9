package org.lockstep.trainer.gradientcheck.passes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The classes that a sealed interface permits. */
public final class Sealed {

  private Sealed() {}

  /**
   * Refuses samples that leave out a permitted class.
   *
   * @throws IllegalStateException naming the classes without a sample
   */
  public static void requireSamples(Class<?> sealed, Collection<?> samples) {
    Set<Class<?>> sampled = samples.stream().map(Object::getClass).collect(Collectors.toSet());
    List<String> missing = new ArrayList<>();
    for (Class<?> permitted : permitted(sealed)) {
      if (!sampled.contains(permitted)) {
        missing.add(permitted.getSimpleName());
      }
    }
    missing.sort(null);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "every %s must have a sample in the gradient check. Received: none of %s"
              .formatted(sealed.getSimpleName(), missing));
    }
  }

  private static List<Class<?>> permitted(Class<?> sealed) {
    List<Class<?>> classes = new ArrayList<>();
    for (Class<?> each : sealed.getPermittedSubclasses()) {
      classes.addAll(each.isSealed() ? permitted(each) : List.of(each));
    }
    return classes;
  }
}
