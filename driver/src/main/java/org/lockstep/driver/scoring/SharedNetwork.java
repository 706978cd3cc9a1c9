package org.lockstep.driver.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.function.BiFunction;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * What a broadcast carries: weights, and the layers as bytes, since Spark's Kryo cannot serialise
 * their records. They come from this application alone, never from a file.
 */
public final class SharedNetwork implements Serializable {
  private static final long serialVersionUID = 1L;

  private final float[] parameters;
  private final byte[] layers;
  private transient volatile Object made;

  /**
   * @param parameters not copied
   */
  public SharedNetwork(NetworkSpec network, float[] parameters) {
    this.parameters = parameters;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(network);
    } catch (IOException e) {
      throw new UncheckedIOException("a network's layers must be serialisable", e);
    }
    this.layers = out.toByteArray();
  }

  /** What this JVM makes of the network: the first call's, for all that follow. */
  public <T> T once(Class<T> type, BiFunction<NetworkSpec, float[], T> make) {
    Object known = made;
    if (known == null) {
      synchronized (this) {
        known = made == null ? make.apply(network(), parameters) : made;
        made = known;
      }
    }
    return type.cast(known);
  }

  private NetworkSpec network() {
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(layers))) {
      return (NetworkSpec) objects.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("a broadcast network must be of this Lockstep's classes", e);
    }
  }
}
