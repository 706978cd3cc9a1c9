package org.lockstep.trainer.crew;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedWordsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 9, 100, 1000})
  void everyWordIsDoneOnceHoweverManyAreDealt(int count) {
    try (Crew crew = new Crew(3)) {
      SharedWords words = new SharedWords(crew.members());
      AtomicIntegerArray done = new AtomicIntegerArray(count);
      SharedWords.Work work = (word, member) -> done.incrementAndGet(word);
      for (int time = 1; time <= 3; time++) {
        words.deal(count);
        crew.run(member -> words.each(work, member));
        for (int word = 0; word < count; word++) {
          assertThat(done.get(word)).as("word %d", word).isEqualTo(time);
        }
      }
    }
  }
}
