package org.lockstep.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lockstep.trainer.random.Purpose;
import org.lockstep.trainer.random.Stream;

/**
 * The generated corpus: {@value #TWEETS} tweets in the proportions of the airline data (63%
 * negative, 21% neutral, 16% positive), the same on every machine.
 *
 * <p>Like real tweets they cannot be told apart entirely: one in six says something that any class
 * could say, some complaints thank and praise, and one label in sixteen is wrong. They show that a
 * run works; they say nothing about how well it learns from people.
 */
public final class GeneratedTweets {
  /** How many there are. */
  public static final int TWEETS = 3_600;

  static final double AMBIGUOUS = 0.16;
  static final double WRONG_LABEL = 0.06;

  /** The corpus is one data set, so its seed belongs to it and not to the job. */
  private static final long SEED = 20150217;

  /** Cumulated shares of negative and neutral: 9,178 and 12,277 of 14,640. */
  private static final float NEGATIVE_BELOW = 9178f / 14640f;

  private static final float NEUTRAL_BELOW = 12277f / 14640f;

  private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");

  private GeneratedTweets() {}

  public static List<Tweet> all() {
    List<Tweet> tweets = new ArrayList<>(TWEETS);
    for (int i = 0; i < TWEETS; i++) {
      tweets.add(new Writer(i).tweet());
    }
    return tweets;
  }

  /** Writes one tweet from its own stream, draw by draw. */
  private static final class Writer {
    private final Stream stream;
    private long draws;

    Writer(int tweet) {
      stream = Stream.of(SEED, Purpose.CORPUS, tweet);
    }

    Tweet tweet() {
      int label = label();
      List<String> parts = new ArrayList<>();
      parts.add("{airline}");
      if (chance(0.3f)) {
        parts.add(one(Phrases.OPENINGS));
      }
      parts.add(one(chance((float) AMBIGUOUS) ? Phrases.AMBIGUOUS : Phrases.CORES.get(label)));
      if (chance(0.35f)) {
        parts.add(one(chance(0.5f) ? Phrases.TAILS : Phrases.CLASS_TAILS.get(label)));
      }
      if (chance(0.2f)) {
        parts.add(one(Phrases.TAGS));
      }
      String text = filled(String.join(" ", parts));
      if (chance((float) WRONG_LABEL)) {
        label = (label + 1 + stream.boundedAt(draws++, 2)) % 3;
      }
      return new Tweet(text, Phrases.LABELS.get(label));
    }

    private int label() {
      float u = stream.floatAt(draws++);
      return u < NEGATIVE_BELOW ? 0 : u < NEUTRAL_BELOW ? 1 : 2;
    }

    private boolean chance(float probability) {
      return stream.floatAt(draws++) < probability;
    }

    private String one(List<String> choices) {
      return choices.get(stream.boundedAt(draws++, choices.size()));
    }

    private String filled(String template) {
      Matcher slots = SLOT.matcher(template);
      StringBuilder text = new StringBuilder();
      while (slots.find()) {
        slots.appendReplacement(text, Matcher.quoteReplacement(value(slots.group(1))));
      }
      return slots.appendTail(text).toString();
    }

    private String value(String slot) {
      return switch (slot) {
        case "airline" -> one(Phrases.AIRLINES);
        case "city" -> one(Phrases.CITIES);
        case "who" -> one(Phrases.PEOPLE);
        case "thing" -> one(Phrases.THINGS);
        case "flight" -> Integer.toString(100 + stream.boundedAt(draws++, 4900));
        case "n" -> Integer.toString(2 + stream.boundedAt(draws++, 9));
        default -> throw new IllegalStateException("no such slot: " + slot);
      };
    }
  }
}
