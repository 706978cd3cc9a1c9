package org.lockstep.driver.search.sampler;

import java.util.Arrays;
import org.apache.commons.math3.special.Erf;
import org.lockstep.driver.search.space.Choice;
import org.lockstep.driver.search.space.Domain;

/**
 * The density of one parameter's places, from those seen: a normal around each, cut off at 0 and 1,
 * and a uniform one, all of equal weight; as wide as the farther of its neighbours is away, within
 * [1/min(100, n + 1), 1] (Bergstra et al. 2011, section 4.2). Of a choice (count + 1)/(n + values).
 */
final class Parzen {
  private static final int NARROWEST = 100;
  private static final int TRIES = 100;

  private final Domain domain;
  private final double[] places;
  private final double[] widths;

  /**
   * @param places in [0, 1], in any order
   */
  Parzen(Domain domain, double[] places) {
    this.domain = domain;
    this.places = places.clone();
    Arrays.sort(this.places);
    this.widths = new double[places.length];
    double least = 1.0 / Math.min(NARROWEST, places.length + 1);
    for (int i = 0; i < widths.length; i++) {
      double left = this.places[i] - (i == 0 ? 0 : this.places[i - 1]);
      double right = (i == widths.length - 1 ? 1 : this.places[i + 1]) - this.places[i];
      widths[i] = Math.max(least, Math.min(1, Math.max(left, right)));
    }
  }

  /** A place by this density. */
  double draw(Draws draws) {
    if (domain instanceof Choice choice) {
      int values = choice.values().size();
      int pick = draws.below(places.length + values);
      return pick < places.length ? places[pick] : (pick - places.length + 0.5) / values;
    }
    int pick = draws.below(places.length + 1);
    for (int i = 0; i < TRIES && pick < places.length; i++) {
      double place = places[pick] + widths[pick] * draws.gaussian();
      if (place >= 0 && place <= 1) {
        return place;
      }
    }
    return draws.uniform();
  }

  /** ln of the density; of a choice, of the value's chance. */
  double logDensity(double place) {
    if (domain instanceof Choice choice) {
      int wanted = choice.index(place);
      long count = Arrays.stream(places).filter(p -> choice.index(p) == wanted).count();
      return StrictMath.log((count + 1.0) / (places.length + choice.values().size()));
    }
    double sum = 1;
    for (int i = 0; i < places.length; i++) {
      double z = (place - places[i]) / widths[i];
      double inside = below((1 - places[i]) / widths[i]) - below(-places[i] / widths[i]);
      sum += StrictMath.exp(-z * z / 2) / (Math.sqrt(2 * Math.PI) * widths[i] * inside);
    }
    return StrictMath.log(sum / (places.length + 1));
  }

  /** Φ(z). */
  private static double below(double z) {
    return Erf.erfc(-z / Math.sqrt(2)) / 2;
  }
}
