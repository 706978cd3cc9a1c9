package org.lockstep.driver;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lockstep.trainer.model.Prediction;
import org.lockstep.trainer.model.Scorer;

/**
 * Scores texts in a JVM that has the trainer's classes on its path and nothing else: a main, MODEL
 * TEXTS OUT. TEXTS holds a count, then each text's length in bytes and its UTF-8; OUT gets the
 * label and the probabilities of each.
 */
final class PlainScoring {
  private PlainScoring() {}

  /** See the class. */
  public static void main(String[] arguments) throws IOException {
    Scorer scorer = Scorer.open(Path.of(arguments[0]));
    try (DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(Files.newInputStream(Path.of(arguments[1]))));
        DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[2]))))) {
      for (int left = in.readInt(); left > 0; left--) {
        byte[] utf8 = in.readNBytes(in.readInt());
        Prediction prediction = scorer.predict(new String(utf8, StandardCharsets.UTF_8));
        out.writeUTF(prediction.label().orElseThrow());
        for (float output : prediction.outputs()) {
          out.writeFloat(output);
        }
      }
    }
  }
}
