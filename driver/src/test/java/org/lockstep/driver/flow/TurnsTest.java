package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns();

  @Test
  void oneUntilAnythingIsKnown() {
    assertThat(turns.most()).isEqualTo(1);
  }

  @Test
  void asManyAsFillATask() {
    turns.ended(0.1);
    turns.ended(0.2);
    assertThat(turns.most()).isEqualTo(3);
  }

  @Test
  void longOnesAlone() {
    turns.ended(60);
    assertThat(turns.most()).isEqualTo(1);
  }

  @Test
  void neverMoreThanSome() {
    turns.ended(0);
    assertThat(turns.most()).isEqualTo(Turns.MOST);
  }
}
