package org.lockstep.driver.search.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.search.sampler.Observation;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.strategy.Result;
import org.lockstep.driver.search.strategy.Task;

class StandingsTest {

  @Test
  void trialsThatStopByThemselvesAreComparedWithThoseThatRunToTheEnd() {
    Standings standings = new Standings();
    for (int trial = 0; trial < 4; trial++) {
      Task task = new Task(trial, trial, Setting.of(Map.of("x", 0.1 * trial)), 0, 25);
      Result result = Result.of(task, 0.5, 7 + trial, 1, 10);
      standings.add(new Trial(result, List.of(0.5), List.of()));
    }
    assertThat(standings.observations()).extracting(Observation::epochs).containsOnly(25);
  }
}
