package org.lockstep.driver.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.lockstep.datasets.source.LookUp;

/** All named data sets with a few rows each, in a folder. */
final class TinyData {
  private static final List<String> MOODS = List.of("negative", "neutral", "positive");
  private static final List<String> WORDS =
      List.of("late", "gate", "great", "lost", "crew", "seat");

  private TinyData() {}

  static LookUp in(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    tweets(folder.resolve("Tweets.csv"), random);
    reviews(folder.resolve("aclImdb"), random);
    digits(folder.resolve("digits.csv"), random);
    housing(folder.resolve("housing.csv"), random);
    mnist(folder.resolve(Mnist.FILE), random);
    return new LookUp(
        Optional.of(folder.toString()), folder.resolve("none"), folder.resolve("neither"));
  }

  private static String text(int label, SplittableRandom random) {
    return IntStream.range(0, 6)
        .mapToObj(i -> WORDS.get(random.nextInt(3) == 0 ? label : random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" "));
  }

  private static void tweets(Path file, SplittableRandom random) throws IOException {
    StringBuilder rows =
        new StringBuilder(
            "tweet_id,airline_sentiment,airline_sentiment_confidence,negativereason,negativereason_confidence,airline,airline_sentiment_gold,name,negativereason_gold,retweet_count,text,tweet_coord,tweet_created,tweet_location,user_timezone\n");
    for (int i = 0; i < 240; i++) {
      int mood = i % 4 == 3 ? 0 : i % 4;
      rows.append(
          "%d,%s,1,,,X,,n,,0,%s %d,,2015-02-24,,\n"
              .formatted(i, MOODS.get(mood), text(mood, random), i));
    }
    Files.writeString(file, rows);
  }

  private static void reviews(Path folder, SplittableRandom random) throws IOException {
    for (String part : List.of("train/neg", "train/pos", "test/neg", "test/pos")) {
      Path directory = Files.createDirectories(folder.resolve(part));
      for (int i = 0; i < 25; i++) {
        int label = part.endsWith("pos") ? 2 : 0;
        Files.writeString(
            directory.resolve(i + "_" + (label == 2 ? 9 : 2) + ".txt"),
            text(label, random) + " " + i);
      }
    }
  }

  private static void digits(Path file, SplittableRandom random) throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      int digit = i % 10;
      for (int pixel = 0; pixel < 64; pixel++) {
        rows.append(pixel / 6 == digit ? 12 + random.nextInt(4) : random.nextInt(6)).append(',');
      }
      rows.append(digit).append('\n');
    }
    Files.writeString(file, rows);
  }

  private static void mnist(Path file, SplittableRandom random) throws IOException {
    StringBuilder rows = new StringBuilder("label");
    IntStream.range(0, 784).forEach(pixel -> rows.append(",p").append(pixel));
    for (int i = 0; i < 60; i++) {
      rows.append('\n').append(i % 10);
      for (int pixel = 0; pixel < 784; pixel++) {
        rows.append(',').append(pixel / 78 == i % 10 ? 255 : random.nextInt(90));
      }
    }
    Files.writeString(file, rows.append('\n'));
  }

  private static void housing(Path file, SplittableRandom random) throws IOException {
    StringBuilder rows =
        new StringBuilder(
            "longitude,latitude,housing_median_age,total_rooms,total_bedrooms,population,households,median_income,median_house_value,ocean_proximity\n");
    for (int i = 0; i < 200; i++) {
      double income = 1 + 9 * random.nextDouble();
      rows.append(
          "%.2f,%.2f,%d,%d,%d,%d,%d,%.4f,%.0f,INLAND\n"
              .formatted(
                  -118 - 4 * random.nextDouble(),
                  33 + 5 * random.nextDouble(),
                  1 + random.nextInt(50),
                  800 + random.nextInt(2000),
                  200 + random.nextInt(200),
                  300 + random.nextInt(2000),
                  100 + random.nextInt(300),
                  income,
                  50_000 * income + 1000 * random.nextInt(50)));
    }
    Files.writeString(file, rows);
  }
}
