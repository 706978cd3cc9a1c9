package org.lockstep.trainer.averaging;

import java.util.List;
import org.lockstep.trainer.crew.Crew;
import org.lockstep.trainer.crew.Shares;
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
  private final Shares shares;

  /**
   * @param additions of the workers' outcomes, in the order of {@code workers}
   */
  public LocalRounds(List<RoundWorker> workers, Additions additions, Crew crew) {
    this.workers = workers;
    this.crew = crew;
    this.shares = new Shares(crew.members());
    this.outcomes = new RoundAverage[workers.size()];
    this.merge = new RoundMerge(additions);
  }

  /** The workers' outcomes after the additions; live until the next call. */
  public RoundAverage[] run(float[][] start, Round round) {
    shares.deal(outcomes.length);
    crew.run(
        member -> {
          for (int v = shares.next(member); v != Shares.NONE; v = shares.next(member)) {
            outcomes[v] = workers.get(v).run(start, round);
          }
        });
    merge.merge(outcomes, crew);
    return outcomes;
  }
}
