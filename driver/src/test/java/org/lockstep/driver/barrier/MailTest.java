package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.loop.PhaseSeconds;
import org.lockstep.driver.report.Outcomes;

class MailTest {
  private static final long EPOCH_NANOS = 4_000_000;

  private final List<String> letters = new ArrayList<>();
  private final Deque<Runnable> later = new ArrayDeque<>();
  private long now = 17;
  private final Mail mail = new Mail(this::letter, () -> now, later::add);

  @Test
  void epochsThatTakeLongAreToldAtOnce() {
    for (int epoch = 1; epoch <= 3; epoch++) {
      epoch(epoch);
      assertThat(letters).last().isEqualTo("epoch " + epoch);
      now += Mail.WAIT_NANOS;
    }
    assertThat(letters).hasSize(3);
  }

  @Test
  void epochsThatFollowEachOtherQuicklyGoTogetherInTheirOrder() {
    int together = (int) (Mail.WAIT_NANOS / EPOCH_NANOS);
    List<Integer> heard = new ArrayList<>();
    for (int epoch = 1; epoch <= 2 * together + 1; epoch++) {
      epoch(epoch);
      heard.add(letters.size());
      now += EPOCH_NANOS;
    }
    assertThat(heard).containsExactly(1, 1, 1, 1, 1, 6, 6, 6, 6, 6, 11);
    assertThat(letters).startsWith("epoch 1", "epoch 2").endsWith("epoch 10", "epoch 11");
  }

  @Test
  void anEpochWaitsNoLongerWhateverTheNextOneDoes() {
    epoch(1);
    epoch(2);
    epoch(3);
    assertThat(letters).containsExactly("epoch 1");
    assertThat(later).hasSize(1);
    later.poll().run();
    assertThat(letters).containsExactly("epoch 1", "epoch 2", "epoch 3");
    now += Mail.WAIT_NANOS - 1;
    epoch(4);
    assertThat(later).hasSize(1);
    mail.send(Letter.ENDING, out -> out.write(2));
    later.poll().run();
    assertThat(letters).endsWith("epoch 4", "letter " + Letter.ENDING).hasSize(5);
  }

  @Test
  void noLetterOvertakesAnEpoch() {
    epoch(1);
    epoch(2);
    mail.send(Letter.STATE, out -> out.write(1));
    epoch(3);
    mail.tell(new Report.Warning("slow"));
    epoch(4);
    mail.send(Letter.ENDING, out -> out.write(2));
    assertThat(letters)
        .containsExactly(
            "epoch 1",
            "epoch 2",
            "letter " + Letter.STATE,
            "epoch 3",
            "letter " + Letter.REPORT,
            "epoch 4",
            "letter " + Letter.ENDING);
  }

  @Test
  void aLetterThatCouldNotBeWrittenIsNotSent() {
    assertThatThrownBy(
            () ->
                mail.send(
                    Letter.STATE,
                    out -> {
                      out.write(1);
                      throw new IOException("no more memory");
                    }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the driver must be reachable");
    assertThat(letters).isEmpty();
  }

  private void epoch(int number) {
    mail.tell(new Report.EpochFinished(Outcomes.epoch(number, false), "ab", PhaseSeconds.none()));
  }

  private OutputStream letter(byte kind) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        letters.add(
            kind == Letter.EPOCH
                ? "epoch " + EpochLetter.unpack(toByteArray()).record().epoch()
                : "letter " + kind);
      }
    };
  }
}
