package org.lockstep.driver.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.exchange.wire.ProtocolException;
import org.lockstep.trainer.exchange.ExchangeException;

class MessagesTest {
  private static final int ROUNDS = 30_000;

  /** Takes a message apart. */
  private interface Decoder {
    Object decode(ByteBuffer message) throws ProtocolException;
  }

  private static Roster roster() throws ProtocolException {
    List<Join> joins = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      int jvm = i % 3;
      joins.add(new Join(i, "jvm-" + jvm, "10.0.0." + jvm, 7000, i, i + 1, List.of(5L, 6L)));
    }
    return Roster.of(joins);
  }

  private static FailureReport report() {
    return FailureReport.of(
        new IllegalStateException("outer", new ExchangeException(2, "rank 2 was lost ‖", null)),
        "epoch 3, step 17",
        0,
        false);
  }

  @Test
  void messagesComeOutAsTheyWentIn() throws ProtocolException {
    Join join = roster().ranks().get(0).tasks().get(0);
    assertThat(Join.decode(join.encode())).isEqualTo(join);
    assertThat(Roster.decode(roster().encode())).isEqualTo(roster());
    assertThat(FailureReport.decode(report().encode())).isEqualTo(report());
  }

  @Test
  void mutatedMessagesAreReadOrRefusedAndNothingElse() throws ProtocolException {
    Roster roster = roster();
    fuzz(1, roster.ranks().get(0).tasks().get(0).encode(), Join::decode);
    fuzz(2, roster.encode(), Roster::decode);
    fuzz(3, report().encode(), FailureReport::decode);
  }

  private static void fuzz(long seed, ByteBuffer good, Decoder decoder) {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = good.array().clone();
      for (int i = random.nextInt(1, 5); i > 0; i--) {
        int at = random.nextInt(bytes.length);
        bytes[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
      }
      int length = random.nextBoolean() ? bytes.length : random.nextInt(bytes.length);
      try {
        decoder.decode(ByteBuffer.wrap(bytes, 0, length));
      } catch (ProtocolException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", round " + round, e);
      }
    }
    assertThat(refused).isGreaterThan(ROUNDS / 2);
  }

  @Test
  void aLongMessageIsCutAtACharacter() throws ProtocolException {
    FailureReport report =
        FailureReport.of(new IllegalStateException("xy" + "€".repeat(5000)), "", 0, false);
    String message = FailureReport.decode(report.encode()).message();
    assertThat(message).startsWith("xy€€").hasSize(2 + (8192 - 2) / 3);
  }

  @Test
  void jvmsMayNotShareAnAddressNorHaveTwo() {
    assertThatThrownBy(
            () ->
                Roster.of(
                    List.of(
                        new Join(0, "a", "h", 1, 0, 1, List.of()),
                        new Join(1, "b", "h", 1, 1, 2, List.of()))))
        .hasMessage("JVMs must not share an address. Received: h:1");
    assertThatThrownBy(
            () ->
                Roster.of(
                    List.of(
                        new Join(0, "a", "h", 1, 0, 1, List.of()),
                        new Join(1, "a", "h", 2, 1, 2, List.of()))))
        .hasMessage("tasks of one JVM must listen at one address. Received: h:1 and h:2");
  }
}
