package org.lockstep.datasets.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratedTweetsTest {
  private final List<Tweet> tweets = GeneratedTweets.all();

  @Test
  void theCorpusIsTheSameOnEveryMachine() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Tweet tweet : tweets) {
      digest.update((tweet.label() + "\t" + tweet.text() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("4353f9d0606c541b3ab71ded5d1656710332f333b3e37f64541acce1be296530");
  }

  @Test
  void classesHaveTheProportionsOfTheAirlineTweets() {
    assertThat(tweets).hasSize(GeneratedTweets.TWEETS);
    assertThat(share("negative")).isBetween(0.56, 0.66);
    assertThat(share("neutral")).isBetween(0.18, 0.27);
    assertThat(share("positive")).isBetween(0.13, 0.21);
  }

  @Test
  void textsAreFilledInAndMostlyDifferent() {
    assertThat(tweets)
        .allSatisfy(tweet -> assertThat(tweet.text()).startsWith("@").doesNotContain("{"));
    assertThat(new HashSet<>(tweets).size()).isGreaterThan(GeneratedTweets.TWEETS * 9 / 10);
  }

  /** Multinomial naive Bayes with add-one smoothing, trained on four fifths. */
  @Test
  void theyCanBeLearntButNotWithoutError() {
    List<String> classes = Phrases.LABELS;
    List<Map<String, Integer>> counts = new ArrayList<>();
    long[] words = new long[3];
    long[] rows = new long[3];
    HashSet<String> vocabulary = new HashSet<>();
    classes.forEach(label -> counts.add(new HashMap<>()));
    for (int i = 0; i < tweets.size(); i++) {
      if (i % 5 != 0) {
        int label = classes.indexOf(tweets.get(i).label());
        rows[label]++;
        for (String word : words(tweets.get(i))) {
          counts.get(label).merge(word, 1, Integer::sum);
          words[label]++;
          vocabulary.add(word);
        }
      }
    }
    long[][] confusion = new long[3][3];
    for (int i = 0; i < tweets.size(); i += 5) {
      int best = 0;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int label = 0; label < 3; label++) {
        double score = StrictMath.log(rows[label]);
        for (String word : words(tweets.get(i))) {
          int count = counts.get(label).getOrDefault(word, 0);
          score += StrictMath.log((count + 1.0) / (words[label] + vocabulary.size()));
        }
        if (score > bestScore) {
          best = label;
          bestScore = score;
        }
      }
      confusion[classes.indexOf(tweets.get(i).label())][best]++;
    }
    assertThat(macroF1(confusion)).isBetween(0.75, 0.90);
  }

  private static double macroF1(long[][] confusion) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      double predicted = confusion[0][c] + confusion[1][c] + confusion[2][c];
      double actual = confusion[c][0] + confusion[c][1] + confusion[c][2];
      sum += 2 * confusion[c][c] / (predicted + actual);
    }
    return sum / 3;
  }

  private static String[] words(Tweet tweet) {
    return tweet.text().toLowerCase(Locale.ROOT).split("[^a-z]+");
  }

  private double share(String label) {
    return tweets.stream().filter(tweet -> tweet.label().equals(label)).count()
        / (double) tweets.size();
  }
}
