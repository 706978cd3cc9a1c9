package org.lockstep.driver.exchange.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HandshakeTest {
  private static final AttemptToken TOKEN = AttemptToken.random();
  private static final Attempt ATTEMPT = Handshakes.attempt("run", 3, TOKEN, false);

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothSidesOfOneAttemptConnect(boolean sealed) throws IOException {
    Attempt attempt = Handshakes.attempt("run", 3, TOKEN, sealed);
    try (Handshakes handshakes = new Handshakes(attempt, 4)) {
      Handshakes.Pair pair = handshakes.call(attempt, 5);
      assertThat(transfer(pair.caller(), pair.called())).isEqualTo("theta");
      assertThat(transfer(pair.called(), pair.caller())).isEqualTo("theta");
      pair.caller().close();
      pair.called().close();
    }
  }

  private static String transfer(Wire from, Wire to) throws IOException {
    ByteBuffer text = ByteBuffer.wrap("theta".getBytes(StandardCharsets.UTF_8));
    ByteBuffer received = ByteBuffer.allocate(5);
    while (received.hasRemaining()) {
      from.write(ByteBuffer.allocate(0), text);
      assertThat(to.read(received)).isNotNegative();
    }
    return new String(received.array(), StandardCharsets.UTF_8);
  }

  @Test
  void anotherAttemptIsRefusedByName() {
    refused(
        Handshakes.attempt("run", 2, AttemptToken.random(), false),
        1,
        "refused, since task 1 of attempt 2 of run run belongs to another attempt or run");
  }

  @Test
  void anotherTokenNeverGetsIn() {
    refused(
        Handshakes.attempt("run", 3, AttemptToken.random(), false),
        1,
        "the called side could not prove that it belongs to attempt 3 of run run");
  }

  @Test
  void anotherRunNeverGetsInEvenWithTheToken() {
    refused(
        Handshakes.attempt("nur", 3, TOKEN, false),
        1,
        "the called side could not prove that it belongs to attempt 3 of run nur");
  }

  @Test
  void encryptionCannotBeTalkedAway() {
    refused(
        Handshakes.attempt("run", 3, TOKEN, true),
        1,
        "refused, since task 1 of attempt 3 of run run speaks another protocol version or"
            + " disagrees on encryption");
  }

  @Test
  void aPlaceThatTheAttemptDoesNotHaveIsRefused() {
    refused(
        ATTEMPT,
        8,
        "refused, since task 8 of attempt 3 of run run has a number that this attempt does not"
            + " have");
  }

  private static void refused(Attempt caller, int partition, String message) {
    assertThatThrownBy(
            () -> {
              try (Handshakes handshakes = new Handshakes(ATTEMPT, 4)) {
                handshakes.call(caller, partition);
              }
            })
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void aCallerWithAnotherProofIsToldSo() throws IOException {
    try (Handshakes handshakes = new Handshakes(ATTEMPT, 4);
        Socket socket = new Socket(handshakes.address.getAddress(), handshakes.address.getPort())) {
      socket
          .getOutputStream()
          .write(Hello.encode(ATTEMPT, Handshakes.task(1), Hello.nonce()).array());
      attendUntilAnswered(handshakes, socket, Hello.CHALLENGE_BYTES);
      socket.getOutputStream().write(new byte[Proof.BYTES]);
      byte[] welcome = attendUntilAnswered(handshakes, socket, 1);
      assertThat(Refusal.of(welcome[0])).isEqualTo(Refusal.NOT_PROVEN);
      assertThat(handshakes.room.sentAway()).isEqualTo(1);
    }
  }

  @Test
  void aRecordedHandshakeOpensNothing() throws IOException {
    try (Handshakes handshakes = new Handshakes(ATTEMPT, 4)) {
      List<byte[]> recorded = record(handshakes);
      assertThat(recorded).extracting(part -> part.length).containsExactly(Hello.BYTES, 32);
      try (Socket socket =
          new Socket(handshakes.address.getAddress(), handshakes.address.getPort())) {
        socket.getOutputStream().write(recorded.get(0));
        attendUntilAnswered(handshakes, socket, Hello.CHALLENGE_BYTES);
        socket.getOutputStream().write(recorded.get(1));
        assertThat(Refusal.of(attendUntilAnswered(handshakes, socket, 1)[0]))
            .isEqualTo(Refusal.NOT_PROVEN);
      }
    }
  }

  /** What a good caller sends, overheard by one who passes the bytes on. */
  private static List<byte[]> record(Handshakes handshakes) throws IOException {
    List<byte[]> sent = new ArrayList<>();
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocketChannel listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(loopback, 0));
      Caller caller =
          new Caller(
              (InetSocketAddress) listener.getLocalAddress(),
              ATTEMPT,
              Handshakes.task(1),
              Handshakes.PATIENCE.multipliedBy(4),
              Handshakes.PATIENCE.multipliedBy(4));
      assertThat(caller.advance()).isNull();
      try (SocketChannel ear = listener.accept();
          Socket onwards = new Socket(loopback, handshakes.address.getPort())) {
        Wire wire = null;
        int[] answers = {Hello.CHALLENGE_BYTES, 1};
        int[] questions = {Hello.BYTES, Proof.BYTES};
        for (int i = 0; i < 2; i++) {
          assertThat(wire = caller.advance()).isNull();
          ByteBuffer question = ByteBuffer.allocate(questions[i]);
          while (question.hasRemaining()) {
            ear.read(question);
          }
          sent.add(question.array());
          onwards.getOutputStream().write(question.array());
          ear.write(ByteBuffer.wrap(attendUntilAnswered(handshakes, onwards, answers[i])));
          while (i == 1 && wire == null) {
            wire = caller.advance();
          }
        }
        wire.close();
      }
    }
    return sent;
  }

  private static byte[] attendUntilAnswered(Handshakes handshakes, Socket socket, int bytes)
      throws IOException {
    while (socket.getInputStream().available() < bytes) {
      handshakes.room.attend();
    }
    return socket.getInputStream().readNBytes(bytes);
  }

  @Test
  void neverShowsTheToken() throws IOException {
    ByteArrayOutputStream everything = new ByteArrayOutputStream();
    try (Handshakes handshakes = new Handshakes(ATTEMPT, 4)) {
      for (byte[] part : record(handshakes)) {
        everything.writeBytes(part);
      }
    }
    everything.writeBytes((TOKEN + " " + ATTEMPT).getBytes(StandardCharsets.UTF_8));
    String secret = HexFormat.of().formatHex(TOKEN.key().getEncoded());
    assertThat(HexFormat.of().formatHex(everything.toByteArray())).doesNotContain(secret);
    assertThat(TOKEN).hasToString("AttemptToken(not shown)");
    // The closure does carry it: that is how it reaches tasks.
    ByteArrayOutputStream closure = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(closure)) {
      out.writeObject(ATTEMPT);
    }
    assertThat(HexFormat.of().formatHex(closure.toByteArray())).contains(secret);
  }

  @Test
  void silentCallersLeaveAfterTheDeadlineOrWhenOthersNeedTheSeat() throws Exception {
    try (Handshakes handshakes = new Handshakes(ATTEMPT, 4)) {
      List<Socket> silent = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        silent.add(new Socket(handshakes.address.getAddress(), handshakes.address.getPort()));
      }
      while (handshakes.room.sentAway() < 6) {
        handshakes.room.attend();
      }
      Handshakes.Pair pair = handshakes.call(ATTEMPT, 1);
      pair.caller().close();
      pair.called().close();
      long deadline = System.nanoTime() + 5 * Handshakes.PATIENCE.toNanos();
      while (handshakes.room.sentAway() < 10 && System.nanoTime() < deadline) {
        handshakes.room.attend();
        Thread.sleep(5);
      }
      assertThat(handshakes.room.sentAway()).isEqualTo(10);
      for (Socket socket : silent) {
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        socket.close();
      }
    }
  }

  @Test
  void garbageLeavesAtOnce() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    try (Handshakes handshakes = new Handshakes(ATTEMPT, 4)) {
      for (int i = 0; i < 200; i++) {
        ByteBuffer hello = Hello.encode(ATTEMPT, Handshakes.task(1), Hello.nonce());
        byte[] bytes = hello.array();
        // The magic, version, encryption, attempt, role or place: one bit of them is wrong.
        int at = new int[] {0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12}[random.nextInt(12)];
        bytes[at] ^= (byte) 0x80;
        try (Socket socket =
            new Socket(handshakes.address.getAddress(), handshakes.address.getPort())) {
          socket.getOutputStream().write(bytes);
          long before = handshakes.room.sentAway();
          while (handshakes.room.sentAway() == before) {
            assertThat(handshakes.room.attend()).isEmpty();
          }
        }
      }
    }
  }
}
