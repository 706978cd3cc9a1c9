package org.lockstep.driver.exchange.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The called side of a handshake, on a non-blocking channel; holds 117 bytes until it is over. */
final class AcceptingHandshake {
  private final SocketChannel channel;
  private final Attempt attempt;
  private final Gate gate;
  private final long deadline;
  private final ByteBuffer hello = ByteBuffer.allocate(Hello.BYTES);
  private final ByteBuffer answer = ByteBuffer.allocate(Proof.BYTES);
  private Introduction introduction;
  private Proof proof;

  /**
   * @param deadline in {@link System#nanoTime()}, after which the caller is sent away
   */
  AcceptingHandshake(SocketChannel channel, Attempt attempt, Gate gate, long deadline) {
    this.channel = channel;
    this.attempt = attempt;
    this.gate = gate;
    this.deadline = deadline;
  }

  SocketChannel channel() {
    return channel;
  }

  boolean late(long now) {
    return now - deadline > 0;
  }

  /**
   * Goes on as far as the bytes reach.
   *
   * @return the guest when it has proven who it is, else null
   * @throws IOException if the caller must go
   */
  Guest advance() throws IOException {
    if (proof == null) {
      read(hello);
      if (!Hello.plausible(hello)) {
        throw new ProtocolException("a caller must begin with a hello");
      }
      if (hello.hasRemaining()) {
        return null;
      }
      challenge();
    }
    read(answer);
    return answer.hasRemaining() ? null : welcome();
  }

  private void challenge() throws IOException {
    Refusal refusal = Hello.check(hello, attempt);
    if (refusal == Refusal.NONE) {
      introduction = Hello.introduction(hello);
      refusal = gate.check(introduction);
    }
    if (refusal != Refusal.NONE) {
      send(ByteBuffer.allocate(Hello.CHALLENGE_BYTES).put(0, (byte) refusal.ordinal()));
      throw new ProtocolException(refusal.reason());
    }
    byte[] nonce = Hello.nonce();
    proof = new Proof(attempt, introduction, Hello.nonce(hello, 20), nonce);
    ByteBuffer challenge = ByteBuffer.allocate(Hello.CHALLENGE_BYTES);
    send(challenge.put((byte) 0).put(nonce).put(proof.ofCalled()).flip());
  }

  private Guest welcome() throws IOException {
    Refusal refusal =
        Proof.equal(proof.ofCaller(), answer.array())
            ? gate.check(introduction)
            : Refusal.NOT_PROVEN;
    send(ByteBuffer.allocate(1).put(0, (byte) refusal.ordinal()));
    if (refusal != Refusal.NONE) {
      throw new ProtocolException(refusal.reason());
    }
    return new Guest(
        introduction, Wires.of(channel, attempt, proof.keyFromCalled(), proof.keyFromCaller()));
  }

  private void read(ByteBuffer target) throws IOException {
    if (target.hasRemaining() && channel.read(target) < 0) {
      throw new EOFException("the caller left");
    }
  }

  /** A new socket takes these few bytes at once, or its peer is not one of ours. */
  private void send(ByteBuffer message) throws IOException {
    channel.write(message);
    if (message.hasRemaining()) {
      throw new ProtocolException("a caller must read its answers");
    }
  }
}
