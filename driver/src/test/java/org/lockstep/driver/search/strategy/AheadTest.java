package org.lockstep.driver.search.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.search.strategy.Ahead.Stage;

class AheadTest {

  /** 8 + 9 epochs fill four slots of 1 epoch a second; 5 epochs of the last are one slot's. */
  @Test
  void aRungTakesAtLeastAsLongAsOneOfItsTrials() {
    List<Stage> bracket = List.of(new Stage(8, 1), new Stage(3, 3), new Stage(1, 5));
    Ahead ahead = new Ahead(List.of(bracket));
    assertThat(ahead.epochs()).isEqualTo(8 + 9 + 5);
    assertThat(ahead.seconds(4, 1)).isEqualTo(8 / 4.0 + 3 + 5);
    assertThat(ahead.seconds(1, 1)).as("one slot").isEqualTo(22);
  }

  /** While one bracket's last trial runs alone, the others' fill the slots. */
  @Test
  void chainsGoOnBesideEachOther() {
    Ahead ahead = new Ahead(List.of(List.of(new Stage(1, 10)), List.of(new Stage(40, 2))));
    assertThat(ahead.seconds(4, 1)).isEqualTo(90 / 4.0);
    assertThat(ahead.seconds(20, 1)).isEqualTo(10);
  }

  @Test
  void aStageWithoutTasksTakesNoTime() {
    assertThat(Ahead.of(new Stage(0, 7)).seconds(4, 1)).isZero();
    assertThatThrownBy(() -> new Stage(-1, 7))
        .hasMessage("a stage must have tasks >= 0 of epochs >= 1. Received: -1 of 7");
    assertThatThrownBy(() -> new Stage(1, 0))
        .hasMessage("a stage must have tasks >= 0 of epochs >= 1. Received: 1 of 0");
  }
}
