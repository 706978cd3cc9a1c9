package org.lockstep.driver.ml.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.ml.util.DefaultParamsReader$;
import org.apache.spark.ml.util.DefaultParamsReader.Metadata;
import org.apache.spark.ml.util.DefaultParamsWriter$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWriter;
import org.lockstep.driver.ml.param.NetworkParams;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelCaps;
import org.lockstep.trainer.model.ModelFile;

/**
 * A model of this package as a directory that {@code Pipeline} can hold: Spark's {@code metadata}
 * (Params as JSON) and the model itself in {@value #FOLDER}, a {@link ModelFile} directory, which
 * needs no Spark to be read. No Java serialisation is involved.
 */
public final class NetworkFiles extends MLWriter {
  static final String FOLDER = "model";

  private final NetworkParams params;
  private final Model model;

  /**
   * @param model as its files will hold it
   */
  public NetworkFiles(NetworkParams params, Model model) {
    this.params = params;
    this.model = model;
  }

  /** The metadata last: without it nothing is taken for a model, however far the writing got. */
  @Override
  public void saveImpl(String path) {
    Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
    try {
      Path local = Files.createTempDirectory("lockstep-model");
      try {
        ModelFile.write(local.resolve(FOLDER), model);
        org.apache.hadoop.fs.Path target = folder(path);
        FileSystem files = target.getFileSystem(hadoop);
        files.mkdirs(target.getParent());
        files.copyFromLocalFile(false, true, hadoop(local.resolve(FOLDER)), target);
      } finally {
        delete(local);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    DefaultParamsWriter$.MODULE$.saveMetadata(params, path, sparkSession());
  }

  /**
   * Reads what the writer wrote.
   *
   * @param <M> the model
   */
  public static final class Reader<M extends NetworkParams> extends MLReader<M> {
    private final Class<M> type;
    private final ModelShape shape;
    private final BiFunction<String, FittedNetwork, M> make;

    /**
     * @param shape that a file's network must have
     * @param make a model from its uid and network
     */
    public Reader(Class<M> type, ModelShape shape, BiFunction<String, FittedNetwork, M> make) {
      this.type = type;
      this.shape = shape;
      this.make = make;
    }

    /**
     * {@inheritDoc}
     *
     * @throws UncheckedIOException of a ModelFormatException, if a file is missing, too large,
     *     damaged, of a newer format, or of a network that this model cannot be
     */
    @Override
    public M load(String path) {
      Metadata metadata =
          DefaultParamsReader$.MODULE$.loadMetadata(path, sparkSession(), type.getName());
      Configuration hadoop = sparkSession().sparkContext().hadoopConfiguration();
      try {
        Path local = Files.createTempDirectory("lockstep-model");
        try {
          org.apache.hadoop.fs.Path source = folder(path);
          FetchedModel.fetch(
              source.getFileSystem(hadoop),
              source,
              local.resolve(FOLDER),
              ModelFile.files(ModelCaps.standard()));
          Model read = ModelFile.read(local.resolve(FOLDER));
          shape.require(read, source.toString());
          M model = make.apply(metadata.uid(), FittedNetwork.of(read));
          metadata.getAndSetParams(model, metadata.getAndSetParams$default$2());
          return model;
        } finally {
          delete(local);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static org.apache.hadoop.fs.Path folder(String path) {
    return new org.apache.hadoop.fs.Path(path, FOLDER);
  }

  private static org.apache.hadoop.fs.Path hadoop(Path local) {
    return new org.apache.hadoop.fs.Path(local.toUri());
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.deleteIfExists(each);
      }
    }
  }
}
