package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {
  private static final TextSpec WORDS = TextSpec.defaults();
  private static final TextSpec EVERYTHING = WORDS.withTokens(TokenKinds.all());

  @Test
  void wordsAreRunsOfAtLeastTwoWordCharacters() {
    assertThat(terms(WORDS, "It's 5 o'clock, my_dear Übermut 3D!"))
        .containsExactly("it", "clock", "my_dear", "übermut", "3d");
  }

  @Test
  void handlesAndHashtagsAreWordsUnlessAskedFor() {
    String text = "@VirginAmerica thanks #love a@b.com";
    assertThat(terms(WORDS, text)).containsExactly("virginamerica", "thanks", "love", "com");
    assertThat(terms(EVERYTHING, text)).containsExactly("@virginamerica", "thanks", "#love", "com");
  }

  @Test
  void aHandleMayBeOneCharacterAndALoneSignIsNone() {
    assertThat(terms(EVERYTHING, "@a # @ #b @@c")).containsExactly("@a", "#b", "@c");
  }

  @Test
  void emoticonsAreTokens() {
    assertThat(terms(EVERYTHING, "late again :( but fun :-) :D <3 ;P ^_^ :'("))
        .containsExactly(
            "late", "again", ":(", "but", "fun", ":-)", ":d", "<3", ";p", "^_^", ":'(");
  }

  @Test
  void aRepeatedMouthCountsOnce() {
    assertThat(terms(EVERYTHING, "great :))))")).containsExactly("great", ":)");
  }

  @Test
  void timesAndAddressesHoldNoEmoticons() {
    assertThat(terms(EVERYTHING, "at 10:30 see http://x.org :dog"))
        .containsExactly("at", "10", "30", "see", "http", "org", "dog");
  }

  @Test
  void emojiAreTokensWithTheirSkinToneAndWithoutVariationSelector() {
    assertThat(terms(EVERYTHING, "ok👍🏽👍 ❤️ 🇩🇪🇫🇷 👩‍🚀"))
        .containsExactly("ok", "👍🏽", "👍", "❤", "🇩🇪", "🇫🇷", "👩‍🚀");
  }

  @Test
  void punctuationGivesMarksAndOneEllipsis() {
    assertThat(terms(EVERYTHING, "why?! ... no.. yes…. well....."))
        .containsExactly("why", "?", "!", "...", "no", "yes", "...", "well", "...");
  }

  @Test
  void eachKindCanBeAloneOn() {
    String text = "ok @me #tag :) !";
    assertThat(terms(only(false, true, false, false, false), text)).containsExactly("@me");
    assertThat(terms(only(false, false, true, false, false), text)).containsExactly("#tag");
    assertThat(terms(only(false, false, false, true, false), text)).containsExactly(":)");
    assertThat(terms(only(false, false, false, false, true), text)).containsExactly("!");
  }

  @Test
  void stopWordsAreLeftOutBeforeNgramsAreMade() {
    TextSpec spec = WORDS.withStopWords(List.of("the")).withWordNgrams(NgramRange.of(1, 2));
    assertThat(terms(spec, "Over the sea")).containsExactly("over", "sea", "over sea");
  }

  @Test
  void characterTermsCannotBeTakenForWords() {
    TextSpec spec = WORDS.withCharNgrams(NgramRange.of(2, 3));
    assertThat(terms(spec, "at"))
        .containsExactly("at", "char: a", "char:at", "char:t ", "char: at", "char:at ");
  }

  @Test
  void aChunkShorterThanTheNgramIsCountedOnce() {
    TextSpec spec = WORDS.withCharNgrams(NgramRange.of(4, 6)).withWordNgrams(NgramRange.off());
    assertThat(terms(spec, "a bc")).containsExactly("char: a ", "char: bc ");
  }

  @Test
  void halfASurrogatePairBecomesTheReplacementCharacter() {
    TextSpec spec = WORDS.withCharNgrams(NgramRange.of(1, 1)).withWordNgrams(NgramRange.off());
    assertThat(terms(spec, "\ud83d")).containsExactly("char: ", "char:\ufffd", "char: ");
  }

  @Test
  void emptyTextHasNoTerms() {
    assertThat(terms(EVERYTHING, "")).isEmpty();
    assertThat(terms(EVERYTHING, " \n\t")).isEmpty();
  }

  private static TextSpec only(
      boolean words, boolean handles, boolean hashtags, boolean emoticons, boolean punctuation) {
    return WORDS.withTokens(new TokenKinds(words, handles, hashtags, emoticons, punctuation));
  }

  private static List<String> terms(TextSpec spec, String text) {
    return new Tokenizer(spec).terms(text);
  }
}
