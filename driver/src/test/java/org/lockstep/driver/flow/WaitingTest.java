package org.lockstep.driver.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.search.course.Slots;
import org.lockstep.driver.search.ledger.Piece;
import org.lockstep.driver.search.space.Setting;
import org.lockstep.driver.search.strategy.Task;

class WaitingTest {
  private static final Setting SETTING = Setting.of(Map.of("rate", 0.05));

  @Test
  void aSlotTakesHalfOfItsEvenShareWithThoseThatFit() {
    Waiting waiting = waiting(16);
    assertThat(waiting.first().orElseThrow().task().number()).isZero();
    List<Waiting.Training> more = waiting.more(7, 2, each -> each.task().number() % 2 == 0);
    assertThat(more.stream().map(each -> each.task().number())).containsExactly(2, 4, 6);
    assertThat(waiting.size()).isEqualTo(12);
    assertThat(waiting.first().orElseThrow().task().number()).isEqualTo(1);
  }

  @Test
  void noSlotTakesMoreThanAllowedNorTheLastFewTogether() {
    Waiting many = waiting(100);
    many.first();
    assertThat(many.more(7, 2, each -> true)).hasSize(7);
    Waiting few = waiting(4);
    few.first();
    assertThat(few.more(7, 2, each -> true)).isEmpty();
  }

  @Test
  void nothingIsTakenIfAskingFails() {
    Waiting waiting = waiting(16);
    waiting.first();
    assertThatThrownBy(
            () ->
                waiting.more(
                    7,
                    2,
                    each -> {
                      if (each.task().number() == 3) {
                        throw new IllegalStateException("the cluster is gone");
                      }
                      return true;
                    }))
        .hasMessage("the cluster is gone");
    assertThat(waiting.size()).isEqualTo(15);
  }

  private static Waiting waiting(int trainings) {
    Waiting waiting = new Waiting();
    for (int i = 0; i < trainings; i++) {
      waiting.add(new Waiting.Training(new Task(i, i, SETTING, 0, 1), 0, 1, NOBODY));
    }
    return waiting;
  }

  private static final Slots.Arrivals NOBODY =
      new Slots.Arrivals() {
        @Override
        public void done(Piece piece) {}

        @Override
        public void broken(RuntimeException why) {}
      };
}
