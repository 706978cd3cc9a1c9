package org.lockstep.driver.scoring;

import java.util.List;
import java.util.Map;
import org.lockstep.trainer.activation.Activation;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.CategoricalColumn;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.TableSpec;
import org.lockstep.trainer.table.TableStatistics;
import org.lockstep.trainer.text.TermCounts;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Tokenizer;
import org.lockstep.trainer.text.Vocabulary;

/** Networks with initial weights: what they predict does not matter, only that it is the same. */
public final class SmallModels {
  private SmallModels() {}

  /** Three classes of texts. */
  public static Model text(TextSpec spec) {
    Tokenizer tokenizer = new Tokenizer(spec);
    TermCounts counts = new TermCounts();
    List.of("the plane was late :(", "great crew, great plane!", "lost my bag #fail")
        .forEach(text -> counts.add(tokenizer.terms(text)));
    TfIdf features = TfIdf.fit(spec, Vocabulary.of(counts.counts(), counts.documents(), spec));
    return model(features, 3, Task.MULTICLASS, List.of("negative", "neutral", "positive"));
  }

  /** Two numbers of a table whose column names hold a dot and a quote. */
  public static Model table() {
    TableSpec spec =
        TableSpec.of(List.of(NumericColumn.of("a.ge"), new CategoricalColumn("ki`nd")));
    TableStatistics statistics = new TableStatistics(spec);
    statistics.add(new double[] {10}, new String[] {"house"});
    statistics.add(new double[] {21}, new String[] {"flat"});
    return model(statistics.finish(), 2, Task.REGRESSION, List.of());
  }

  private static Model model(
      FeaturePipeline features, int outputs, Task task, List<String> labels) {
    NetworkSpec network =
        NetworkSpec.of(
            features.width(),
            List.of(new DenseSpec(5, Activation.named("sigmoid"))),
            outputs,
            task,
            0);
    float[] parameters = Parameters.initialise(network, 3).values();
    return new Model(network, parameters, features, labels, Map.of());
  }
}
