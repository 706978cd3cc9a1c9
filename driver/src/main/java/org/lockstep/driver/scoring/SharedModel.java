package org.lockstep.driver.scoring;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.decision.Thresholds;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.Reconstructor;
import org.lockstep.trainer.model.Scorer;
import org.lockstep.trainer.network.NetworkSpec;

/**
 * What a broadcast carries: a model as bytes, and the scorer that each JVM makes of them once, for
 * all its tasks. A plain class, and bytes, since Spark's Kryo cannot serialise the records of a
 * model; they come from this application alone, never from a file.
 */
public final class SharedModel implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] bytes;
  private transient volatile Scorer scorer;
  private transient volatile Reconstructor reconstructor;

  SharedModel(Model model) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ObjectOutputStream objects = new ObjectOutputStream(out)) {
      objects.writeObject(model.network());
      objects.writeObject(model.parameters());
      objects.writeObject(model.features());
      objects.writeObject(new ArrayList<>(model.labels()));
      objects.writeObject(model.thresholds());
    } catch (IOException e) {
      throw new UncheckedIOException("a model must fit into memory twice", e);
    }
    this.bytes = out.toByteArray();
  }

  Scorer scorer() {
    Scorer known = scorer;
    if (known == null) {
      synchronized (this) {
        known = scorer == null ? new Scorer(model()) : scorer;
        scorer = known;
      }
    }
    return known;
  }

  /** Of an autoencoder alone. */
  Reconstructor reconstructor() {
    Reconstructor known = reconstructor;
    if (known == null) {
      synchronized (this) {
        known = reconstructor == null ? new Reconstructor(model()) : reconstructor;
        reconstructor = known;
      }
    }
    return known;
  }

  private Model model() {
    try (ObjectInputStream objects = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      NetworkSpec network = (NetworkSpec) objects.readObject();
      float[] parameters = (float[]) objects.readObject();
      FeaturePipeline features = (FeaturePipeline) objects.readObject();
      List<String> labels = new ArrayList<>();
      ((List<?>) objects.readObject()).forEach(label -> labels.add((String) label));
      Thresholds thresholds = (Thresholds) objects.readObject();
      return new Model(network, parameters, features, labels, thresholds, Map.of());
    } catch (IOException | ClassNotFoundException e) {
      throw new IllegalStateException("a broadcast model must be of this Lockstep's classes", e);
    }
  }
}
