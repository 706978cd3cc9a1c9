package org.lockstep.driver.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.lockstep.driver.report.WeightsFile;
import org.lockstep.driver.table.Csv;
import org.lockstep.trainer.activation.Sigmoid;
import org.lockstep.trainer.feature.FeaturePipeline;
import org.lockstep.trainer.model.Model;
import org.lockstep.trainer.model.ModelFile;
import org.lockstep.trainer.network.DenseSpec;
import org.lockstep.trainer.network.NetworkSpec;
import org.lockstep.trainer.network.Parameters;
import org.lockstep.trainer.network.Task;
import org.lockstep.trainer.table.FittedNumeric;
import org.lockstep.trainer.table.NumericColumn;
import org.lockstep.trainer.table.TableFeatures;
import org.lockstep.trainer.table.TableSpec;
import org.lockstep.trainer.text.TextSpec;
import org.lockstep.trainer.text.TfIdf;
import org.lockstep.trainer.text.Vocabulary;

/** Run directories with every file that a report reads, made by hand. */
public final class ExampleRun {
  private ExampleRun() {}

  /** Two classes of texts, one of them of this name, which is also a term and a text. */
  public static Path classes(Path run, String name) throws IOException {
    Files.createDirectories(run);
    String quoted = "\"" + name.replace("\"", "\\\"") + "\"";
    write(run, "job.conf", "name = \"example\"\ntitle = " + quoted + "\ntraining.epochs = 3\n");
    String scores =
        """
        {"rows": 6, "loss": 0.5, "accuracy": 0.8333, "macro_f1": 0.8286, "roc_auc": 0.9, "average_precision": 0.88,
         "per_class": [{"label": "no", "precision": 0.75, "recall": 1, "f1": 0.857, "support": 3},
                       {"label": NAME, "precision": 1, "recall": 0.667, "f1": 0.8, "support": 3}],
         "confusion_matrix": [[3, 0], [1, 2]]}\
        """
            .replace("NAME", quoted);
    write(
        run,
        "metrics.json",
        """
        {"task": "multiclass", "data": {"source": NAME, "origin": NAME, "generated": true},
         "rows": {"read": 13, "used": 12, "rejected": {"empty_text": 1}}, "labels": ["no", NAME], "targets": [],
         "thresholds": {"values": []}, "splits": {"train": SCORES, "test": SCORES}, "best_epoch": 2, "epochs": 3,
         "stop_reason": NAME, "restart": 1, "weights": {"min": -0.5, "max": 0.75, "l2": 1.25},
         "model_sha256": "ab12", "fingerprints": {"rows": "cd34"}, "network": NAME, "parameters": 23, "workers": 4,
         "averaging": {"words": "every step"}, "loop": "round", "kernel": "scalar", "master": "local[1]",
         "warnings": [{"epoch": 2, "kind": "dead_units", "layer": "dense_1", "sentence": NAME}],
         "versions": {"lockstep": "0.1.0"}, "seconds": {"start": 1.0, "train": 1.5, "train_compute": 1.2}}\
        """
            .replace("SCORES", scores)
            .replace("NAME", quoted));
    write(
        run,
        "baselines.json",
        """
        {"models": [{"name": NAME, "seconds": 1.5,
                     "splits": {"test": {"accuracy": 0.5, "macro_f1": 0.3333}}}]}\
        """
            .replace("NAME", quoted));
    write(
        run,
        "history.csv",
        """
        restart,epoch,seconds,learning_rate,loss,objective,accuracy,macro_f1,validation_loss,validation_objective,\
        validation_accuracy,validation_macro_f1,best,weights_sha256,compute_seconds,merge_seconds
        1,1,0.25,0.001,0.9,0.91,0.5,0.4,0.95,0.96,0.5,0.4,true,aa,0.2,0.05
        1,2,0.25,0.001,0.6,0.61,0.7,0.6,0.8,0.81,0.6,0.5,true,bb,0.2,0.05
        1,3,0.25,0.001,0.4,0.41,0.8,0.7,0.9,0.91,0.5,0.5,false,cc,0.2,0.05
        2,1,0.25,0.001,7,7,0,0,7,7,0,0,false,dd,0.2,0.05
        """);
    write(
        run,
        "layers.csv",
        """
        restart,epoch,step,layer,weight_norm,gradient_norm,update_norm,update_ratio,min,max,dead_share
        1,1,5,dense_1/kernel,4,0.25,0.5,0.125,-1.5,1,
        1,2,5,dense_1/kernel,4.5,0.125,0.25,0.05,-1.5,1,
        """);
    StringBuilder thresholds =
        new StringBuilder("label,threshold,false_positive_rate,true_positive_rate,precision\n");
    for (String label : List.of("no", name)) {
      thresholds
          .append(Csv.row(label, 1.0, 0.0, 0.0, 1.0))
          .append(Csv.row(label, 0.5, 0.2, 0.8, 0.75));
      thresholds.append(Csv.row(label, 0.0, 1.0, 1.0, 0.5));
    }
    write(run, "thresholds.csv", thresholds.toString());
    write(
        run,
        "calibration.csv",
        "from,to,rows,confidence,accuracy\n0.5,0.6,3,0.55,0.5\n0.9,1,3,0.95,0.8\n");
    write(
        run,
        "mistakes.csv",
        "split,looked_at,file,record,true,predicted,loss,row\n"
            + Csv.row("test", "all 6", name, 7L, "no", name, 2.5, name));
    TextSpec spec = TextSpec.defaults();
    Vocabulary vocabulary =
        new Vocabulary(List.of("bad", name, "fine", "odd"), new long[] {4, 3, 2, 1}, 6);
    model(run, TfIdf.fit(spec, vocabulary), List.of("no", name));
    return run;
  }

  private static void model(Path run, FeaturePipeline features, List<String> labels)
      throws IOException {
    NetworkSpec network =
        NetworkSpec.of(4, List.of(new DenseSpec(3, new Sigmoid())), 2, Task.MULTICLASS, 0);
    float[] parameters = Parameters.initialise(network, 1).values();
    new WeightsFile(run, network).append(1, 0, Parameters.initialise(network, 2).values());
    ModelFile.write(
        run.resolve("model"), new Model(network, parameters, features, labels, Map.of()));
  }

  /** A price predicted from two columns by a linear model. */
  public static Path numbers(Path run) throws IOException {
    Files.createDirectories(run);
    write(run, "job.conf", "name = \"prices\"\n");
    write(
        run,
        "metrics.json",
        """
        {"task": "regression", "labels": [], "targets": ["price"], "restart": 1,
         "splits": {"test": {"rows": 3, "loss": 0.5, "rmse": 0.7, "mae": 0.6, "r2": 0.5}}}\
        """);
    write(run, "residuals.csv", "target,true,predicted\nprice,1,1.5\nprice,2,1.75\nprice,3,2.5\n");
    write(run, "points.csv", "x,y,label\n0,0,1\n1,2,2\n2,1,3\n");
    NetworkSpec network = NetworkSpec.of(2, List.of(), 1, Task.REGRESSION, 0);
    TableFeatures features =
        new TableFeatures(
            TableSpec.of(List.of(NumericColumn.of("rooms"), NumericColumn.of("age"))),
            List.of(new FittedNumeric(Double.NaN, 1, 2), new FittedNumeric(Double.NaN, 0, 1)),
            List.of());
    float[] parameters = {0.5f, -0.25f, 1};
    ModelFile.write(
        run.resolve("model"), new Model(network, parameters, features, List.of(), Map.of()));
    return run;
  }

  /** A search over a rate and a kind, whose winner is {@link #classes}. */
  public static Path search(Path run, String name) throws IOException {
    classes(run, name);
    StringBuilder trials =
        new StringBuilder(
            "trial,state,rate,kind,from_epoch,to_epoch,epochs,best_epoch,macro_f1,deviation,seconds,parameters,reason\n");
    StringBuilder divisions =
        new StringBuilder(
            "trial,to_epoch,repetition,fold,attempt,epochs,macro_f1,seconds,slot,sha256,reason\n");
    StringBuilder curves =
        new StringBuilder(
            "trial,repetition,fold,epoch,loss,validation_loss,macro_f1,validation_macro_f1\n");
    for (int t = 1; t <= 4; t++) {
      double score = 0.5 + 0.1 * t;
      trials.append(
          Csv.row(
              t,
              "done",
              0.001 * t,
              t % 2 == 0 ? name : "plain",
              0,
              4,
              4,
              3,
              score,
              0.01,
              1.5 * t,
              23,
              ""));
      for (int fold = 1; fold <= 2; fold++) {
        divisions.append(Csv.row(t, 4, 1, fold, 1, 4, score + 0.01 * fold, 0.7, "slot", "ab", ""));
      }
    }
    trials.append(Csv.row(5, "failed", 1.0, "plain", 0, 4, 1, 0, "", "", 0.5, 0, name));
    for (int fold = 1; fold <= 2; fold++) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        curves.append(
            Csv.row(4, 1, fold, epoch, 1.0 / epoch, 1.1 / epoch, 0.3 * epoch, 0.25 * epoch));
      }
    }
    write(run, "trials.csv", trials.toString());
    write(
        run,
        "rungs.csv",
        trials.toString().replace(",4,4,3,", ",2,2,2,")
            + Csv.row(4, "done", 0.004, name, 2, 4, 4, 3, 0.9, 0.01, 1.5, 23, ""));
    write(run, "divisions.csv", divisions.toString());
    write(run, "curves.csv", curves.toString());
    write(
        run,
        "outer.csv",
        "fold,trial,rate,kind,loss,macro_f1,sha256\n"
            + Csv.row(1, 3, 0.003, "plain", 0.4, 0.8, "ab")
            + Csv.row(2, 4, 0.004, name, 0.3, 0.9, "cd"));
    write(
        run,
        "search.json",
        """
        {"metric": "macro_f1", "direction": "maximize",
         "parameters": [{"name": "rate", "domain": "RealRange[from=0.001, to=1.0, scale=LOG]"},
                        {"name": "kind", "domain": "Choice"}],
         "nested": {"macro_f1": 0.85, "deviation": 0.05},
         "best": {"trial": 4}, "pareto": {"seconds": [1, 3, 4], "parameters": [4]}, "importance": {"method": "fANOVA", "shares": {"rate": 0.7, "kind": 0.2}, "explained": 0.8}}\
        """);
    return run;
  }

  private static void write(Path run, String name, String text) throws IOException {
    Files.createDirectories(run);
    Files.writeString(run.resolve(name), text);
  }
}
