package org.lockstep.driver.search.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Domain;
import org.lockstep.driver.search.space.Parameter;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

/**
 * Settings as vectors: a range is its place in [0, 1]; a choice of n values is n features, 1/√2 for
 * the one that it is and 0 else, so that two of them are 1 apart, and all of a choice's features
 * share one length scale. A parameter that does not count is at ½, or at no value of its choice:
 * settings differ in it only from settings that have it.
 */
public final class Features {
  private static final double HOT = Math.sqrt(0.5);

  private final Space space;
  private final int[] parameters;

  public Features(Space space) {
    this.space = space;
    List<Integer> owners = new ArrayList<>();
    for (int i = 0; i < space.dimensions(); i++) {
      Domain domain = space.parameters().get(i).domain();
      int features = domain instanceof Choice choice ? choice.values().size() : 1;
      for (int j = 0; j < features; j++) {
        owners.add(i);
      }
    }
    this.parameters = owners.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Which parameter each feature belongs to. */
  int[] parameters() {
    return parameters.clone();
  }

  /** The vector of a setting. */
  public double[] of(Setting setting) {
    double[] features = new double[parameters.length];
    int at = 0;
    for (Parameter parameter : space.parameters()) {
      double unit = setting.get(parameter.key()).map(parameter.domain()::unit).orElse(0.5);
      if (parameter.domain() instanceof Choice choice) {
        if (setting.get(parameter.key()).isPresent()) {
          features[at + choice.index(unit)] = HOT;
        }
        at += choice.values().size();
      } else {
        features[at++] = unit;
      }
    }
    return features;
  }

  /** One feature a parameter: for tests against other implementations. */
  static int[] plain(int dimensions) {
    int[] parameters = new int[dimensions];
    Arrays.setAll(parameters, i -> i);
    return parameters;
  }
}
