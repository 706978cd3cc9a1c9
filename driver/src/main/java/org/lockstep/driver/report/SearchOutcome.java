package org.lockstep.driver.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lockstep.driver.search.course.OuterScore;
import org.lockstep.driver.search.course.Standings;
import org.lockstep.driver.search.course.Trial;
import org.lockstep.driver.search.importance.Importance;
import org.lockstep.driver.search.judge.Difference;
import org.lockstep.driver.search.spec.SearchSpec;

/**
 * All that is told about a finished search.
 *
 * @param search what was asked for
 * @param standings of all trials
 * @param best the winner
 * @param ahead how far its score is above the next one's; nothing without folds or a next one
 * @param importance of the parameters; nothing if too few trials have a score
 * @param outers what the search itself is worth on rows that it had not seen; empty unless nested
 * @param stopReason why it ended before the last trial; empty if it did not
 * @param bestJob the winner's job file
 * @param refitted whether the model was trained on the validation rows, too
 * @param model the winner's training
 * @param fused trainings that a slot made together with others
 * @param busyShare how much of their time slots were training; nothing if nothing was trained
 * @param seconds wall clock by phase
 */
public record SearchOutcome(
    SearchSpec search,
    Standings standings,
    Trial best,
    Optional<Difference> ahead,
    Optional<Importance> importance,
    List<OuterScore> outers,
    Optional<String> stopReason,
    String bestJob,
    boolean refitted,
    RunOutcome model,
    int fused,
    Optional<Double> busyShare,
    Map<String, Double> seconds) {

  public SearchOutcome {
    outers = List.copyOf(outers);
    seconds = new LinkedHashMap<>(seconds);
  }
}
