package org.lockstep.driver.search.sampler;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.lockstep.driver.search.space.Domain;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;

/**
 * The tree of Parzen estimators (Bergstra, Bardenet, Bengio &amp; Kégl, "Algorithms for
 * hyper-parameter optimization", NeurIPS 2011): of settings drawn like the best fifth of those
 * seen, the one that is likeliest among them and unlikeliest among the rest, max Σⱼ ln l(xⱼ) − ln
 * g(xⱼ). A parameter's densities know only the settings in which it counts, and it adds to the sum
 * only where it counts. Settings under way stand among the rest, so that a batch spreads.
 *
 * <p>Until a budget has d + 2 scores, and for one trial in three of a search with several budgets,
 * the points of a Sobol sequence.
 */
public final class ParzenSampler implements Sampler {
  private static final int STREAM = 4;
  private static final double GOOD = 0.2;
  private static final int CANDIDATES = 64;

  private final Space space;
  private final Sampler first;
  private final long seed;

  public ParzenSampler(Space space, long seed) {
    this.space = space;
    this.first = new SobolSampler(space, seed);
    this.seed = seed;
  }

  @Override
  public Optional<Setting> propose(int trial, List<Observation> observed, List<Setting> pending) {
    Optional<Evidence> evidence = Evidence.of(observed, space.dimensions() + 2);
    if (evidence.isEmpty() || Evidence.leftToChance(trial, observed)) {
      return first.propose(trial, observed, pending);
    }
    List<Setting> settings = evidence.get().settings();
    double[] scores = evidence.get().scores();
    List<Setting> order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .map(settings::get)
            .toList();
    int cut = (int) Math.ceil(GOOD * order.size());
    List<Parzen> good = densities(order.subList(0, cut));
    List<Setting> rest = new ArrayList<>(order.subList(cut, order.size()));
    rest.addAll(pending);
    List<Parzen> bad = densities(rest);

    Set<Setting> known = Untried.known(observed, pending);
    Draws draws = Draws.of(seed, STREAM, trial);
    Optional<Setting> chosen =
        IntStream.range(0, CANDIDATES)
            .mapToObj(i -> space.setting(drawn(good, draws)))
            .filter(setting -> !known.contains(setting))
            .max(Comparator.comparingDouble(setting -> value(setting, good, bad)));
    // A small space may have nothing left where the good ones are.
    return chosen.isPresent() ? chosen : first.propose(trial, observed, pending);
  }

  /** One density a parameter, of the settings in which it counts. */
  private List<Parzen> densities(List<Setting> settings) {
    List<Parzen> densities = new ArrayList<>();
    for (int i = 0; i < space.dimensions(); i++) {
      int parameter = i;
      Domain domain = space.parameters().get(i).domain();
      double[] places =
          settings.stream()
              .filter(setting -> space.active(setting)[parameter])
              .mapToDouble(setting -> space.point(setting)[parameter])
              .toArray();
      densities.add(new Parzen(domain, places));
    }
    return densities;
  }

  private static double[] drawn(List<Parzen> densities, Draws draws) {
    return densities.stream().mapToDouble(density -> density.draw(draws)).toArray();
  }

  private double value(Setting setting, List<Parzen> good, List<Parzen> bad) {
    boolean[] active = space.active(setting);
    double[] point = space.point(setting);
    double sum = 0;
    for (int i = 0; i < point.length; i++) {
      if (active[i]) {
        sum += good.get(i).logDensity(point[i]) - bad.get(i).logDensity(point[i]);
      }
    }
    return sum;
  }
}
