package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.job.JobReader;
import org.lockstep.driver.job.JobSpec;

class DivisionRowsTest {
  private static final int BYTES = 10;

  private final List<String> prepared = new ArrayList<>();
  private final List<String> freed = new ArrayList<>();

  @Test
  void rowsAreFittedOnceAFeatureSettingAndDivision() {
    try (DivisionRows rows = rows(6 * BYTES)) {
      for (int round = 0; round < 3; round++) {
        for (int terms = 100; terms <= 200; terms += 100) {
          for (int part = 0; part < 3; part++) {
            use(rows, job(terms), part);
          }
        }
        // What is no feature makes no other rows.
        use(rows, job(100, "training.optimizer.learningRate=0.5"), 0);
      }
      assertThat(prepared).hasSize(6).doesNotHaveDuplicates();
      assertThat(freed).isEmpty();
    }
    assertThat(freed).containsExactlyInAnyOrderElementsOf(prepared);
  }

  @Test
  void whatWasNotUsedForLongestGoesFirstAndNothingThatIsUsed() {
    try (DivisionRows rows = rows(2 * BYTES)) {
      JobSpec job = job(100);
      rows.take(job, 0);
      use(rows, job, 1);
      use(rows, job, 2);
      assertThat(freed).containsExactly("100/1");
      use(rows, job, 2);
      use(rows, job, 3);
      assertThat(freed).containsExactly("100/1", "100/2");
      rows.release(job, 0);
      use(rows, job, 0);
      use(rows, job, 4);
      assertThat(freed).containsExactly("100/1", "100/2", "100/3");
    }
  }

  private static JobSpec job(int terms, String... changes) {
    List<String> all = new ArrayList<>(List.of(changes));
    all.add("features.maxTerms=" + terms);
    return JobReader.read(Path.of("..", "conf", "airline.conf"), all);
  }

  private static void use(DivisionRows rows, JobSpec job, int part) {
    rows.take(job, part);
    rows.release(job, part);
  }

  private DivisionRows rows(long mostBytes) {
    return new DivisionRows(
        (job, part) -> {
          String name = (job.features().equals(job(100).features()) ? 100 : 200) + "/" + part;
          prepared.add(name);
          return new DivisionRows.Prepared(null, Optional.empty(), BYTES, () -> freed.add(name));
        },
        mostBytes);
  }
}
