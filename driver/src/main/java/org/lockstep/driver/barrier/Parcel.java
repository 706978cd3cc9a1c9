package org.lockstep.driver.barrier;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Records of ours as bytes, by Java's serialisation: Spark's Kryo cannot write records. Reading
 * refuses every class that is neither the project's nor one of the JDK's {@code java.lang} and
 * {@code java.util}.
 */
public final class Parcel {
  private static final ObjectInputFilter OURS =
      ObjectInputFilter.Config.createFilter(
          "org.lockstep.trainer.**;org.lockstep.driver.barrier.*;org.lockstep.driver.loop.*;java.lang.*;java.util.*;!*");

  private Parcel() {}

  public static byte[] pack(Object object) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write(object, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + object.getClass().getName(), e);
    }
    return bytes.toByteArray();
  }

  /** {@link #pack} for what is large: nothing is held twice. The stream stays open. */
  static void write(Object object, OutputStream stream) throws IOException {
    ObjectOutputStream out = new Out(stream);
    out.writeObject(object);
    out.flush();
  }

  /**
   * @throws UncheckedIOException if the bytes are not an object of {@code type} that {@link #pack}
   *     wrote
   */
  public static <T> T unpack(byte[] bytes, Class<T> type) {
    try (ObjectInputStream in = new In(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(OURS);
      return type.cast(in.readObject());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException | ClassCastException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /** In place of an {@link Optional}, which Java does not serialise. */
  private record Maybe(Object value) implements Serializable {}

  private static final class Out extends ObjectOutputStream {
    Out(OutputStream out) throws IOException {
      super(out);
      enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
      return object instanceof Optional<?> optional ? new Maybe(optional.orElse(null)) : object;
    }
  }

  private static final class In extends ObjectInputStream {
    In(ByteArrayInputStream in) throws IOException {
      super(in);
      enableResolveObject(true);
    }

    @Override
    protected Object resolveObject(Object object) {
      return object instanceof Maybe maybe ? Optional.ofNullable(maybe.value()) : object;
    }
  }
}
