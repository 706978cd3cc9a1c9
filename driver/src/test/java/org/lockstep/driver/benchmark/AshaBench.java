package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * ASHA against all epochs for every trial, on the airline tweets: the same 27 random settings of
 * the lecture's network, 27 epochs at most, three folds. Arguments: a folder to work in and the
 * tweets' file. Prints medians over seeds: both best macro-F1s, by how much ASHA's is lower, and
 * its share of the epochs.
 */
public final class AshaBench {
  private static final int SEEDS = 3;

  private static final String JOB =
      """
      data { source = airline, path = "%s", labels = [negative, neutral, positive] }
      features { tokens = [words, handles, hashtags, emoticons, punctuation], maxTerms = 5000 }
      network.layers = [{ type = dropout, rate = 0 }, { units = 64, activation = sigmoid }]
      training {
        workers = 4, batchSize = 512, epochs = 27, optimizer { type = adam }
        earlyStopping { patience = 27, monitor = validation_macro_f1 }
      }
      search {
        space = [
          { name = rate, key = training.optimizer.learningRate, from = 1e-4, to = 1e-1, scale = log }
          { name = dropout, key = "network.layers[0].rate", from = 0, to = 0.9 }
          { name = units, key = "network.layers[1].units", type = integer, from = 4, to = 128, scale = log }
        ]
        sampler = random, trials = 27, seed = %d, width = 4, refit = false
        judge { type = folds, folds = 3 }
        halving { type = %s }
      }
      """;

  private record Outcome(double best, long epochs) {}

  private AshaBench() {}

  public static void main(String[] arguments) throws IOException {
    double[] whole = new double[SEEDS];
    double[] asha = new double[SEEDS];
    double[] lower = new double[SEEDS];
    double[] share = new double[SEEDS];
    for (int i = 0; i < SEEDS; i++) {
      Outcome all = search(arguments, i + 1, "none");
      Outcome halved = search(arguments, i + 1, "asha");
      whole[i] = all.best();
      asha[i] = halved.best();
      lower[i] = all.best() - halved.best();
      share[i] = (double) halved.epochs() / all.epochs();
    }
    Trial.row("all-epochs", median(whole), "macro_f1");
    Trial.row("asha", median(asha), "macro_f1");
    Trial.row("asha-lower-by", median(lower), "macro_f1");
    Trial.row("asha-epochs", median(share), "of_all");
  }

  private static Outcome search(String[] arguments, int seed, String halving) throws IOException {
    Path folder = Path.of(arguments[0]);
    String name = halving + "-" + seed;
    String tweets = Path.of(arguments[1]).toAbsolutePath().toString();
    Path job =
        Files.writeString(folder.resolve(name + ".conf"), JOB.formatted(tweets, seed, halving));
    Path run = folder.resolve(name);
    double best = SearchRun.search(job, run).path("best").path("macro_f1").asDouble();
    List<String> lines = Files.readAllLines(run.resolve("trials.csv"));
    int column = List.of(lines.get(0).split(",", -1)).indexOf("to_epoch");
    long epochs =
        lines.stream().skip(1).mapToLong(line -> Long.parseLong(line.split(",", -1)[column])).sum();
    return new Outcome(best, epochs);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
