package org.lockstep.driver.barrier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.lockstep.driver.exchange.Member;
import org.lockstep.driver.exchange.wire.ProtocolException;

class InboxTest {
  private static final Member FIRST = new Member(0, 0, "here");

  private final Inbox inbox = new Inbox();

  private void send(int bytes, boolean last) throws ProtocolException {
    inbox.reported(FIRST, Letter.STATE, ByteBuffer.allocate(bytes), last);
  }

  @Test
  void unreadLettersAreOfALimitedNumber() throws Exception {
    for (int letter = 0; letter < 4096; letter++) {
      assertThat(inbox.hasRoom()).isTrue();
      send(1, true);
    }
    assertThat(inbox.hasRoom()).isFalse();
    assertThat(inbox.next(0).bytes()).hasSize(1);
    assertThat(inbox.hasRoom()).isTrue();
  }

  @Test
  void unreadLettersHaveALimitedNumberOfBytes() throws Exception {
    int half = 1 << 25;
    send(half, true);
    assertThat(inbox.hasRoom()).isTrue();
    send(half, false);
    assertThat(inbox.hasRoom()).as("while the second one comes").isTrue();
    send(0, true);
    assertThat(inbox.hasRoom()).isFalse();
    assertThat(inbox.next(0).bytes()).hasSize(half);
    assertThat(inbox.hasRoom()).isTrue();
    assertThat(inbox.next(0).bytes()).hasSize(half);
    assertThat(inbox.next(0)).isNull();
  }

  @Test
  void onlyTheFirstRankReportsMoreThanItsTimes() throws Exception {
    Member second = new Member(1, 2, "there");
    inbox.reported(second, Letter.TIMES, ByteBuffer.allocate(1), true);
    assertThatThrownBy(() -> inbox.reported(second, Letter.EPOCH, ByteBuffer.allocate(1), true))
        .hasMessage("only rank 0 reports. Received: a report of rank 1 on there (partition 2)");
  }

  @Test
  void aLetterThatIsTooLongIsRefusedAndTheOthersArrive() throws Exception {
    Inbox small = new Inbox(10);
    Member second = new Member(1, 2, "there");
    small.reported(FIRST, Letter.EPOCH, ByteBuffer.allocate(4), false);
    small.reported(second, Letter.TIMES, ByteBuffer.allocate(6), false);
    assertThatThrownBy(() -> small.reported(second, Letter.TIMES, ByteBuffer.allocate(5), true))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a letter must have at most 10 bytes. Received: more");
    small.reported(FIRST, Letter.EPOCH, ByteBuffer.allocate(6), true);
    Letter whole = small.next(0);
    assertThat(whole.rank()).isZero();
    assertThat(whole.bytes()).hasSize(10);
    assertThat(small.next(0)).isNull();
  }
}
