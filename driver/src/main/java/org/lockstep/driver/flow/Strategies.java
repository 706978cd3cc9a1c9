package org.lockstep.driver.flow;

import org.lockstep.driver.search.halving.Asha;
import org.lockstep.driver.search.halving.Halving;
import org.lockstep.driver.search.halving.Rungs;
import org.lockstep.driver.search.sampler.GaussianProcessSampler;
import org.lockstep.driver.search.sampler.GridSampler;
import org.lockstep.driver.search.sampler.ParzenSampler;
import org.lockstep.driver.search.sampler.RandomSampler;
import org.lockstep.driver.search.sampler.Sampler;
import org.lockstep.driver.search.sampler.SobolSampler;
import org.lockstep.driver.search.space.Grid;
import org.lockstep.driver.search.space.Space;
import org.lockstep.driver.search.spec.HalvingSpec;
import org.lockstep.driver.search.spec.SamplerSpec;
import org.lockstep.driver.search.spec.SearchSpec;
import org.lockstep.driver.search.strategy.Strategy;
import org.lockstep.driver.search.strategy.WholeTrials;

/** Makes the strategy that a job file describes. */
final class Strategies {
  private Strategies() {}

  /**
   * @param epochs of a trial that runs to its end
   */
  static Strategy of(SearchSpec search, int epochs) {
    Sampler sampler = sampler(search);
    int trials = trials(search, epochs);
    if (!search.halving().halves()) {
      return new WholeTrials(sampler, trials, epochs);
    }
    Rungs rungs = rungs(search, epochs);
    return switch (search.halving().type()) {
      case SUCCESSIVE -> Halving.successive(sampler, trials, rungs);
      case HYPERBAND -> Halving.hyperband(sampler, rungs);
      default -> new Asha(sampler, trials, rungs);
    };
  }

  /** How many trials there will be at most. */
  static int trials(SearchSpec search, int epochs) {
    if (search.halving().type() == HalvingSpec.Type.HYPERBAND) {
      return Halving.hyperbandTrials(rungs(search, epochs));
    }
    return search.sampler() == SamplerSpec.GRID
        ? (int) Math.min(search.trials(), gridSize(search))
        : search.trials();
  }

  /** How many settings a grid search could try. */
  static long gridSize(SearchSpec search) {
    return new Grid(search.space()).size();
  }

  private static Rungs rungs(SearchSpec search, int epochs) {
    return new Rungs(search.halving().minEpochs(), epochs, search.halving().eta());
  }

  private static Sampler sampler(SearchSpec search) {
    Space space = search.space();
    return switch (search.sampler()) {
      case GRID -> new GridSampler(new Grid(space), search.trials());
      case RANDOM -> new RandomSampler(space, search.seed());
      case SOBOL -> new SobolSampler(space, search.seed());
      case BAYESIAN -> new GaussianProcessSampler(space, search.seed());
      case TPE -> new ParzenSampler(space, search.seed());
    };
  }
}
