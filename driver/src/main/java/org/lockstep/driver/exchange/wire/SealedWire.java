package org.lockstep.driver.exchange.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.GeneralSecurityException;
import java.security.Key;

/**
 * Bytes encrypted and authenticated with AES-256-GCM in records:
 *
 * <pre>record = length (4 bytes, 1 … 65,536) ‖ ciphertext (length bytes) ‖ tag (16 bytes)</pre>
 *
 * <p>The nonce of record n of a direction is n, and each direction of each connection has its own
 * key, so that no nonce is used twice. The length is authenticated as additional data; a record
 * that was changed, dropped, repeated or moved fails.
 */
final class SealedWire implements Wire {
  static final int RECORD_BYTES = 1 << 16;

  private static final int LENGTH_BYTES = Integer.BYTES;
  private static final int MAX_BYTES = LENGTH_BYTES + RECORD_BYTES + Seal.TAG_BYTES;

  private final SocketChannel channel;
  private final Seal sealing;
  private final Seal opening;
  private final ByteBuffer plain = ByteBuffer.allocateDirect(RECORD_BYTES);
  private final ByteBuffer sealed = ByteBuffer.allocateDirect(MAX_BYTES).limit(0);
  private final ByteBuffer received = ByteBuffer.allocateDirect(4 * MAX_BYTES).limit(0);
  private final ByteBuffer opened = ByteBuffer.allocateDirect(RECORD_BYTES).limit(0);

  SealedWire(SocketChannel channel, Key sending, Key receiving) {
    this.channel = channel;
    sealing = Seal.sealing(sending);
    opening = Seal.opening(receiving);
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public long write(ByteBuffer header, ByteBuffer payload) throws IOException {
    long moved = sealed.hasRemaining() ? channel.write(sealed) : 0;
    while (!sealed.hasRemaining() && (header.hasRemaining() || payload.hasRemaining())) {
      plain.clear();
      take(header);
      take(payload);
      seal(plain.flip());
      moved += plain.limit();
      channel.write(sealed);
    }
    return moved;
  }

  /** Moves as much as the record still holds. */
  private void take(ByteBuffer source) {
    int limit = source.limit();
    source.limit(source.position() + Math.min(source.remaining(), plain.remaining()));
    plain.put(source);
    source.limit(limit);
  }

  private void seal(ByteBuffer text) throws IOException {
    sealed.clear().putInt(text.remaining());
    try {
      sealing.apply(text.duplicate(), text.remaining(), sealed);
    } catch (GeneralSecurityException e) {
      throw new IOException("a record could not be encrypted: " + e.getMessage(), e);
    }
    sealed.flip();
  }

  @Override
  public boolean pending() {
    return sealed.hasRemaining();
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int before = target.position();
    boolean more = true;
    while (target.hasRemaining() && more) {
      if (opened.hasRemaining()) {
        give(target);
      } else if (!open(target)) {
        int came = receive();
        more = came > 0;
        if (came < 0 && target.position() == before) {
          return -1;
        }
      }
    }
    return target.position() - before;
  }

  private void give(ByteBuffer target) {
    int limit = opened.limit();
    opened.limit(opened.position() + Math.min(opened.remaining(), target.remaining()));
    target.put(opened);
    opened.limit(limit);
  }

  /** Reads behind what is left of the last records, which moves to the front. */
  private int receive() throws IOException {
    received.compact();
    try {
      return channel.read(received);
    } finally {
      received.flip();
    }
  }

  /** Opens the next record, straight into {@code target} if it fits; false if it is not here. */
  private boolean open(ByteBuffer target) throws IOException {
    if (received.remaining() < LENGTH_BYTES) {
      return false;
    }
    int start = received.position();
    int length = received.getInt(start);
    if (length < 1 || length > RECORD_BYTES) {
      throw new ProtocolException(
          "a record must have 1 to " + RECORD_BYTES + " bytes. Received: " + length);
    }
    int sealedBytes = length + Seal.TAG_BYTES;
    if (received.remaining() < LENGTH_BYTES + sealedBytes) {
      return false;
    }
    ByteBuffer record = received.slice(start + LENGTH_BYTES, sealedBytes);
    boolean fits = target.remaining() >= length;
    try {
      opening.apply(record, length, fits ? target : opened.clear());
    } catch (GeneralSecurityException e) {
      throw new ProtocolException("a record must carry its sender's tag");
    }
    if (!fits) {
      opened.flip();
    }
    received.position(start + LENGTH_BYTES + sealedBytes);
    return true;
  }
}
