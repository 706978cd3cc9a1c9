package org.lockstep.driver.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.lockstep.driver.search.sampler.SamplerRegret;

/**
 * The samplers against each other, all with the grid's number of trials: medians of the regret on
 * functions with a known minimum; and of the best mean macro-F1 of three folds of the airline
 * tweets, over the rate, the dropout and the units of the lecture's network. Arguments: a folder to
 * work in and, for the tweets, their file.
 */
public final class SamplersBench {
  private static final int SEEDS = 5;

  private static final String JOB =
      """
      data { source = airline, path = "%s", labels = [negative, neutral, positive] }
      features { tokens = [words, handles, hashtags, emoticons, punctuation], maxTerms = 5000 }
      network.layers = [{ type = dropout, rate = 0 }, { units = 64, activation = sigmoid }]
      training { workers = 4, batchSize = 512, epochs = 10, optimizer { type = adam } }
      search {
        space = [
          { name = rate, key = training.optimizer.learningRate, from = 1e-4, to = 1e-1, scale = log, points = 3 }
          { name = dropout, key = "network.layers[0].rate", from = 0, to = 0.9, points = 3 }
          { name = units, key = "network.layers[1].units", type = integer, from = 4, to = 128, scale = log, points = 3 }
        ]
        sampler = %s, trials = 27, seed = %d, width = 4, refit = false
        judge { type = folds, folds = 3 }
      }
      """;

  private SamplersBench() {}

  public static void main(String[] arguments) throws IOException {
    SamplerRegret.medians()
        .forEach(
            (objective, medians) ->
                medians.forEach(
                    (kind, regret) ->
                        Trial.row(objective + "-" + word(kind.name()), regret, "regret")));
    if (arguments.length > 1) {
      for (String sampler : new String[] {"grid", "random", "bayesian"}) {
        Trial.row(
            "airline-" + sampler,
            best(Path.of(arguments[0]), Path.of(arguments[1]), sampler),
            "macro_f1");
      }
    }
  }

  private static String word(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The median over seeds of folds and sampler. */
  private static double best(Path folder, Path tweets, String sampler) throws IOException {
    double[] found = new double[SEEDS];
    for (int seed = 1; seed <= SEEDS; seed++) {
      String name = sampler + "-" + seed;
      Path job =
          Files.writeString(
              folder.resolve(name + ".conf"),
              JOB.formatted(tweets.toAbsolutePath(), sampler, seed));
      found[seed - 1] =
          SearchRun.search(job, folder.resolve(name)).path("best").path("macro_f1").asDouble();
    }
    Arrays.sort(found);
    return found[SEEDS / 2];
  }
}
