package org.lockstep.trainer.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.activation.Elu;
import org.lockstep.trainer.activation.LeakyRelu;
import org.lockstep.trainer.feature.VectorFeatures;
import org.lockstep.trainer.initializer.Constant;
import org.lockstep.trainer.initializer.Initializer;
import org.lockstep.trainer.initializer.Normal;
import org.lockstep.trainer.network.ActivationSpec;
import org.lockstep.trainer.network.BatchNormalizationSpec;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.DropoutSpec;
import org.lockstep.trainer.network.GaussianNoiseSpec;
import org.lockstep.trainer.network.LayerSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.OutputSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.regularizer.RegularizerSpec;
import org.lockstep.trainer.table.CategoricalColumn;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.RatioColumn;
import org.lockstep.trainer.table.TableSpec;
import org.lockstep.trainer.table.TableStatistics;
import org.lockstep.trainer.text.BucketCounts;
import org.lockstep.trainer.text.HashedTfIdf;
import org.lockstep.trainer.text.TermCounts;
import org.lockstep.trainer.text.TermHashing;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.TokenKinds;
import org.lockstep.trainer.text.Tokenizer;
import org.lockstep.trainer.text.Vocabulary;

/** Small models of every kind. */
final class Models {
  private Models() {}

  static Model text() {
    TextSpec spec = TextSpec.defaults().withTokens(TokenKinds.all()).withStopWords(List.of("the"));
    Tokenizer tokenizer = new Tokenizer(spec);
    TermCounts counts = new TermCounts();
    for (String text : List.of("the plane was late :(", "great crew 😀 #joy", "naïve, late!")) {
      counts.add(tokenizer.terms(text));
    }
    TfIdf features = TfIdf.fit(spec, Vocabulary.of(counts.counts(), counts.documents(), spec));
    List<LayerSpec> hidden =
        List.of(new DenseSpec(3, Activation.named("sigmoid")), new DropoutSpec(0.5));
    NetworkSpec network = NetworkSpec.of(features.width(), hidden, 3, Task.MULTICLASS, 1e-4);
    return new Model(
        network,
        Parameters.initialise(network, 1).values(),
        features,
        List.of("negative", "neutral", "positive"),
        provenance());
  }

  /** Two classes, whose log-count ratios weigh the terms. */
  static Model naiveBayes() {
    TextSpec spec = TextSpec.defaults().withNaiveBayes(true);
    List<String> texts = List.of("the plane was late", "great crew, great plane");
    TermCounts counts = new TermCounts();
    texts.forEach(text -> counts.add(new Tokenizer(spec).terms(text)));
    Vocabulary vocabulary = Vocabulary.of(counts.counts(), counts.documents(), spec);
    long[][] documents = new long[2][vocabulary.size()];
    for (int i = 0; i < 2; i++) {
      for (int t = 0; t < vocabulary.size(); t++) {
        documents[i][t] = texts.get(i).contains(vocabulary.term(t)) ? 1 : 0;
      }
    }
    TfIdf features = TfIdf.fit(spec, vocabulary, documents);
    NetworkSpec network = NetworkSpec.of(features.width(), List.of(), 1, Task.BINARY, 0);
    float[] parameters = Parameters.initialise(network, 4).values();
    return new Model(network, parameters, features, List.of("bad", "good"), Map.of());
  }

  /** Two training texts in 256 buckets. */
  static Model hashed() {
    TextSpec spec = TextSpec.defaults().withHashing(TermHashing.ofBits(8));
    Tokenizer tokenizer = new Tokenizer(spec);
    BucketCounts counts = new BucketCounts(spec.hashing());
    counts.add(tokenizer.terms("the plane was late"));
    counts.add(tokenizer.terms("great crew, great plane"));
    HashedTfIdf features = new HashedTfIdf(spec, counts.finish());
    NetworkSpec network =
        NetworkSpec.of(256, List.of(new DenseSpec(2, Activation.named("relu"))), 1, Task.BINARY, 0);
    float[] parameters = Parameters.initialise(network, 4).values();
    return new Model(network, parameters, features, List.of("bad", "good"), Map.of());
  }

  static Model table() {
    TableSpec spec =
        TableSpec.of(
            List.of(
                NumericColumn.of("age"),
                new CategoricalColumn("kind"),
                NumericColumn.forDeriving("rooms"),
                NumericColumn.forDeriving("heads"),
                new RatioColumn("rooms per head", "rooms", "heads")));
    TableStatistics statistics = new TableStatistics(spec);
    statistics.add(new double[] {10, 4, 2}, new String[] {"house"});
    statistics.add(new double[] {21, 9, 3}, new String[] {"flat"});
    NetworkSpec network = NetworkSpec.of(4, List.of(), 2, Task.REGRESSION, 0);
    float[] parameters = Parameters.initialise(network, 2).values();
    return new Model(network, parameters, statistics.finish(), List.of(), Map.of());
  }

  static Model vector() {
    NetworkSpec network =
        NetworkSpec.of(2, List.of(new DenseSpec(4, Activation.named("relu"))), 1, Task.BINARY, 0);
    float[] parameters = Parameters.initialise(network, 3).values();
    return new Model(
        network, parameters, new VectorFeatures(2), List.of("no", "yes"), Map.of("seed", 3L));
  }

  /** With numbers that its layout leaves unused before the first kernel; no file has them. */
  static Model large() {
    NetworkSpec network =
        NetworkSpec.of(
            4_096, List.of(new DenseSpec(64, Activation.named("relu"))), 1, Task.REGRESSION, 0);
    float[] parameters = Parameters.initialise(network, 3).values();
    return new Model(network, parameters, new VectorFeatures(4_096), List.of(), Map.of());
  }

  /**
   * A layer of every activation, initializer and regularizer, of those with settings also others.
   */
  static Model everyFormula() {
    List<LayerSpec> hidden = new ArrayList<>();
    Activation.names().forEach(name -> hidden.add(new DenseSpec(2, Activation.named(name))));
    hidden.add(new DenseSpec(2, new LeakyRelu(0.3)));
    hidden.add(new DenseSpec(2, new Elu(1.5)));
    for (String name : Initializer.names()) {
      hidden.add(new DenseSpec(2, new Elu(), Initializer.named(name), true, 0));
    }
    hidden.add(new DenseSpec(2, new Elu(), new Normal(0.3), true, 0));
    hidden.add(new DenseSpec(2, new Elu(), new Constant(-0.3), true, 0));
    RegularizerSpec regularizer = new RegularizerSpec(0.1, 0.2, 3, true);
    hidden.add(new DenseSpec(2, new Elu(), new Normal(0.3), true, regularizer));
    Activation.names().forEach(name -> hidden.add(new ActivationSpec(Activation.named(name))));
    hidden.add(new BatchNormalizationSpec());
    hidden.add(new BatchNormalizationSpec(0.5, 1e-5, false, true));
    hidden.add(new GaussianNoiseSpec(0.1));
    hidden.add(new DropoutSpec(0.1));
    NetworkSpec network =
        NetworkSpec.of(2, hidden, 1, Task.REGRESSION, 0).with(new OutputSpec.Bounded(-1, 2));
    float[] parameters = Parameters.initialise(network, 4).values();
    return new Model(network, parameters, new VectorFeatures(2), List.of(), Map.of());
  }

  private static Map<String, Object> provenance() {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("origin", "generated");
    provenance.put("generated", true);
    provenance.put("scores", Map.of("macro_f1", 0.1 + 0.2));
    List<Object> list = new ArrayList<>(List.of(1L, "two"));
    list.add(null);
    provenance.put("list", list);
    return provenance;
  }
}
