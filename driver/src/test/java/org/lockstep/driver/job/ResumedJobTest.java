package org.lockstep.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResumedJobTest {
  private static final Path SEARCH = Path.of("../conf/search.conf");
  private static final Path TRAIN = Path.of("../conf/airline.conf");

  @Test
  void moreTrialsOnlyFollowThoseBeforeThem() {
    JobSpec there = JobReader.read(SEARCH, List.of());
    JobSpec more = JobReader.read(SEARCH, List.of("search.trials=30", "search.spread.over=rows"));
    assertThat(ResumedJob.changes(there, more)).isEmpty();
    assertThat(ResumedJob.isExtended(there, more)).isTrue();
    assertThat(ResumedJob.changes(more, there))
        .containsExactly("search.trials is 30 there, 24 here");
    assertThat(ResumedJob.isExtended(more, there)).isFalse();
  }

  /** They decide where the rungs are, and more epochs are those of every trial. */
  @Test
  void aSearchThatComparesTrialsOnTheirWayCannotHaveMoreOfThem() {
    String halving = "search.halving={ type = asha }";
    JobSpec there = JobReader.read(SEARCH, List.of(halving));
    JobSpec more = JobReader.read(SEARCH, List.of(halving, "search.trials=30"));
    assertThat(ResumedJob.changes(there, more))
        .containsExactly("search.trials is 24 there, 30 here");
    JobSpec longer = JobReader.read(SEARCH, List.of(halving, "training.epochs=50"));
    assertThat(ResumedJob.changes(there, longer))
        .containsExactly("training.epochs is 40 there, 50 here");
    assertThat(ResumedJob.isExtended(there, longer)).isFalse();
  }

  @Test
  void moreEpochsOnlyAddSteps() {
    JobSpec there = JobReader.read(TRAIN, List.of("training.epochs=5"));
    List<String> changes = new ArrayList<>(List.of("training.epochs=9", "training.loop=round"));
    assertThat(ResumedJob.changes(there, JobReader.read(TRAIN, changes))).isEmpty();
    assertThat(ResumedJob.isExtended(there, JobReader.read(TRAIN, changes))).isTrue();
    changes.add("training.batchSize=100");
    assertThat(ResumedJob.changes(there, JobReader.read(TRAIN, changes)))
        .containsExactly("training.batchSize is 512 there, 100 here");
  }
}
