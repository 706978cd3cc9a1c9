package org.lockstep.driver.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SealedWireTest {
  private static final ByteBuffer NONE = ByteBuffer.allocate(0);
  private static final SecretKeySpec ONE = new SecretKeySpec(new byte[32], "AES");
  private static final SecretKeySpec OTHER = new SecretKeySpec(filled(32), "AES");

  private SocketChannel near;
  private SocketChannel far;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      near = SocketChannel.open(listener.getLocalAddress());
      far = listener.accept();
    }
    near.configureBlocking(false);
    far.configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(9).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatIsSentIsNotWhatTravels() throws IOException {
    SealedWire wire = new SealedWire(near, ONE, OTHER);
    byte[] text = filled(1000);
    wire.write(NONE, ByteBuffer.wrap(text));
    ByteBuffer travelled = ByteBuffer.allocate(4 + 1000 + Seal.TAG_BYTES);
    while (travelled.hasRemaining()) {
      far.read(travelled);
    }
    assertThat(travelled.getInt(0)).isEqualTo(1000);
    assertThat(Arrays.copyOfRange(travelled.array(), 4, 1004)).isNotEqualTo(text);
  }

  @Test
  void aChangedRepeatedOrMovedRecordFails() throws IOException {
    byte[] first = record(0);
    byte[] second = record(1);
    for (int at : new int[] {3, 4, 50, first.length - 1}) {
      byte[] changed = first.clone();
      changed[at] ^= 1;
      // A longer length waits for bytes; a record behind it brings them.
      assertFails(concat(changed, second));
    }
    assertFails(concat(first, first));
    assertFails(second);
    assertThat(open(concat(first, second))).isEqualTo(200);
  }

  @Test
  void aLengthOutsideTheBoundsFailsAtOnce() {
    for (int length : new int[] {-1, 0, SealedWire.RECORD_BYTES + 1, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> open(ByteBuffer.allocate(4).putInt(length).array()))
          .isInstanceOf(ProtocolException.class)
          .hasMessage("a record must have 1 to 65536 bytes. Received: " + length);
    }
  }

  /** Record number n of 100 bytes, as it travels. */
  private static byte[] record(int number) throws IOException {
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel from = SocketChannel.open(listener.getLocalAddress());
          SocketChannel to = listener.accept()) {
        SealedWire wire = new SealedWire(from, ONE, OTHER);
        ByteBuffer travelled = ByteBuffer.allocate(4 + 100 + Seal.TAG_BYTES);
        for (int i = 0; i <= number; i++) {
          wire.write(NONE, ByteBuffer.wrap(filled(100)));
          travelled.clear();
          while (travelled.hasRemaining()) {
            to.read(travelled);
          }
        }
        return travelled.array();
      }
    }
  }

  private void assertFails(byte[] travelling) {
    assertThatThrownBy(() -> open(travelling))
        .isInstanceOf(ProtocolException.class)
        .hasMessage("a record must carry its sender's tag");
  }

  /** Bytes that came out of what travelled. */
  private int open(byte[] travelling) throws IOException {
    close();
    connect();
    near.write(ByteBuffer.wrap(travelling));
    near.close();
    SealedWire wire = new SealedWire(far, OTHER, ONE);
    ByteBuffer opened = ByteBuffer.allocate(1000);
    while (wire.read(opened) >= 0) {
      assertThat(opened.hasRemaining()).isTrue();
    }
    return opened.position();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    return ByteBuffer.allocate(a.length + b.length).put(a).put(b).array();
  }
}
