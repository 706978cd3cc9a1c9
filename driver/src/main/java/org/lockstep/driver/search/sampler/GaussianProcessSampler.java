package org.lockstep.driver.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.surrogate.Features;
import org.lockstep.driver.search.surrogate.GaussianProcess;

/**
 * Bayesian optimization: the setting of the largest expected improvement under a Gaussian process
 * (Snoek, Larochelle &amp; Adams, "Practical Bayesian optimization of machine learning algorithms",
 * NeurIPS 2012). Settings under way are believed to score as expected, so that the slots of a batch
 * do not crowd together. The best so far is the largest mean of the model over the observed
 * settings and not the largest score, which may be luck.
 *
 * <p>Until a budget has d + 2 scores, and for one trial in three of a search with several budgets,
 * the points of a Sobol sequence.
 */
public final class GaussianProcessSampler implements Sampler {
  private static final int STREAM = 3;

  private final Space space;
  private final Features features;
  private final Sampler first;
  private final long seed;

  public GaussianProcessSampler(Space space, long seed) {
    this.space = space;
    this.features = new Features(space);
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
    GaussianProcess model =
        GaussianProcess.fit(features, settings, evidence.get().scores()).believing(pending);
    Setting incumbent = settings.get(0);
    double best = Double.NEGATIVE_INFINITY;
    List<Setting> believed = new ArrayList<>(settings);
    believed.addAll(pending);
    for (Setting setting : believed) {
      double mean = model.at(setting).mean();
      if (mean > best) {
        best = mean;
        incumbent = setting;
      }
    }
    double beaten = best;
    Set<Setting> known = Untried.known(observed, pending);
    Optional<Setting> chosen =
        new CubeSearch(space, Draws.of(seed, STREAM, trial), known)
            .maximum(
                setting -> ExpectedImprovement.log(model.at(setting), beaten),
                space.point(incumbent),
                trial);
    return chosen.isPresent() ? chosen : first.propose(trial, observed, pending);
  }
}
