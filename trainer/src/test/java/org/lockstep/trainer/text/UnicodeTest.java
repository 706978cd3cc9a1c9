package org.lockstep.trainer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Every code point, against digests made with Python 3.11 (Unicode 14), on whatever JDK runs. */
class UnicodeTest {

  @Test
  void lowerCaseOfEveryCodePointIsThatOfUnicode14() throws Exception {
    // hashlib.sha256("".join(chr(c).lower() + "\n" for c …).encode())
    assertThat(digest(c -> LowerCase.of(Character.toString(c)) + "\n"))
        .isEqualTo("df5f2dce2f27c6135470af16d1fb16abb665a21ddc29386b62030008b01a2429");
  }

  @Test
  void wordCharactersAreThoseOfPythonsRegularExpressions() throws Exception {
    // hashlib.sha256("".join("%x\n" % c for c … if re.match(r"\w", chr(c))).encode())
    assertThat(digest(c -> WordCharacters.contains(c) ? Integer.toHexString(c) + "\n" : ""))
        .isEqualTo("605cddd058e2bb8e614ce5b2dda8d0412f9d97d058867a4a9346878d48abd4cb");
  }

  @Test
  void aLetterNewerThanTheJdkDoesNotDisturbItsNeighbours() {
    String vithkuqi = Character.toString(0x10570);
    String garay = Character.toString(0x10d50);
    assertThat(LowerCase.of("İA" + vithkuqi + "BΣ" + garay + "ÉÑD"))
        .isEqualTo("i̇a" + Character.toString(0x10597) + "bς" + garay + "éñd");
  }

  private static String digest(IntFunction<String> of) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        digest.update(of.apply(c).getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
