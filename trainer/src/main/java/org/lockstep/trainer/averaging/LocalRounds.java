package org.lockstep.trainer.averaging;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.merge.Additions;

/**
 * Rounds of workers that share this process's memory: a crew of threads makes the workers' steps, a
 * worker at a time, then merges the copies.
 */
public final class LocalRounds {
  private final List<RoundWorker> workers;
  private final Crew crew;
  private final RoundAverage[] outcomes;
  private final RoundMerge merge;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param additions of the workers' outcomes, in the order of {@code workers}
   */
  public LocalRounds(List<RoundWorker> workers, Additions additions, Crew crew) {
    this.workers = workers;
    this.crew = crew;
    this.outcomes = new RoundAverage[workers.size()];
    this.merge = new RoundMerge(additions);
  }

  /** The workers' outcomes after the additions; live until the next call. */
  public RoundAverage[] run(float[][] start, Round round) {
    next.set(0);
    crew.run(
        member -> {
          for (int v = next.getAndIncrement(); v < outcomes.length; v = next.getAndIncrement()) {
            outcomes[v] = workers.get(v).run(start, round);
          }
        });
    merge.merge(outcomes, crew);
    return outcomes;
  }
}
