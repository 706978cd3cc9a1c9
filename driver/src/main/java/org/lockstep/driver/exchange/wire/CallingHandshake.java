package org.lockstep.driver.exchange.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** The caller's side of a handshake, on a connected non-blocking channel. */
final class CallingHandshake {
  private final SocketChannel channel;
  private final Attempt attempt;
  private final Introduction introduction;
  private final byte[] nonce = Hello.nonce();
  private final ByteBuffer challenge = ByteBuffer.allocate(Hello.CHALLENGE_BYTES);
  private final ByteBuffer welcome = ByteBuffer.allocate(1);
  private Proof proof;

  /** Sends the hello. */
  CallingHandshake(SocketChannel channel, Attempt attempt, Introduction introduction)
      throws IOException {
    this.channel = channel;
    this.attempt = attempt;
    this.introduction = introduction;
    send(Hello.encode(attempt, introduction, nonce));
  }

  /**
   * Goes on as far as the bytes reach.
   *
   * @return the connection when both sides have proven themselves, else null
   * @throws RefusedException if the other side answers that it will not have this caller
   * @throws IOException if the connection breaks, or the other side is not who it should be
   */
  Wire advance() throws IOException {
    if (proof == null) {
      if (read(challenge).hasRemaining()) {
        return null;
      }
      accept(Refusal.of(challenge.get(0)));
      Proof both = new Proof(attempt, introduction, nonce, Hello.nonce(challenge, 1));
      if (!Proof.equal(both.ofCalled(), Hello.nonce(challenge, 1 + Proof.NONCE_BYTES))) {
        throw new ProtocolException(
            "the called side could not prove that it belongs to " + attempt);
      }
      proof = both;
      send(ByteBuffer.wrap(proof.ofCaller()));
    }
    if (read(welcome).hasRemaining()) {
      return null;
    }
    accept(Refusal.of(welcome.get(0)));
    return Wires.of(channel, attempt, proof.keyFromCaller(), proof.keyFromCalled());
  }

  private void accept(Refusal refusal) throws RefusedException {
    if (refusal != Refusal.NONE) {
      throw new RefusedException(refusal, introduction, attempt);
    }
  }

  private ByteBuffer read(ByteBuffer target) throws IOException {
    if (target.hasRemaining() && channel.read(target) < 0) {
      throw new EOFException("the called side closed the connection during the handshake");
    }
    return target;
  }

  private void send(ByteBuffer message) throws IOException {
    channel.write(message);
    if (message.hasRemaining()) {
      throw new ProtocolException("the called side must read the handshake");
    }
  }
}
