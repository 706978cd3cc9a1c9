package org.lockstep.driver.search.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.strategy.Ahead;
import org.lockstep.driver.search.strategy.Ahead.Stage;
import org.lockstep.driver.search.strategy.Task;

class PaceTest {
  private static final Task TASK = new Task(0, 0, Setting.of(Map.of("x", 1L)), 4, 10);

  private static Piece piece(int part, boolean last, double seconds) {
    return Piece.failed(0, part, 1, last, "lost", "0", seconds);
  }

  @Test
  void nothingIsKnownBeforeTheFirstEnd() {
    Pace pace = new Pace(2);
    assertThat(pace.left(Ahead.of(new Stage(3, 5)), 9)).isEmpty();
    pace.ended(TASK, piece(0, false, 4));
    assertThat(pace.left(Ahead.of(new Stage(3, 5)), 9)).as("tried again").isEmpty();
  }

  /** Two divisions of 6 epochs in 12 seconds: 0.5 epochs a second; 15 epochs take 30. */
  @Test
  void theRestGoesOnAsFastAsAllTrainingsSoFar() {
    Pace pace = new Pace(2);
    pace.ended(TASK, piece(0, true, 12));
    pace.ended(TASK, piece(1, true, 12));
    assertThat(pace.left(Ahead.of(new Stage(3, 5)), 12)).hasValue(30);
    assertThat(pace.left(new Ahead(List.of()), 12)).hasValue(0);
  }

  /**
   * Eight tasks of 6 epochs, 12 seconds each, four at once: 2 epochs a second together, 2 seconds
   * an epoch alone. A last trial of 18 epochs takes 36 seconds, not 9.
   */
  @Test
  void aLastTrialGoesOnAlone() {
    Pace pace = new Pace(1);
    for (int i = 0; i < 8; i++) {
      pace.ended(TASK, piece(0, true, 12));
    }
    assertThat(pace.left(Ahead.of(new Stage(1, 18)), 24)).hasValue(36);
  }
}
