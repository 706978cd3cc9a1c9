import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.lockstep.trainer.model.Json;

/** Prints the values of a JSON file's keys, a line each: {@code Values.java FILE a.b.c …}. */
class Values {
  public static void main(String[] arguments) throws Exception {
    byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
    Object root = Json.read(bytes, Json.Limits.standard());
    for (int i = 1; i < arguments.length; i++) {
      Object at = root;
      for (String word : arguments[i].split("\\.")) {
        if (!(at instanceof Map<?, ?> object) || !object.containsKey(word)) {
          System.err.println(arguments[0] + " must have the key " + arguments[i]);
          System.exit(1);
          return;
        }
        at = object.get(word);
      }
      System.out.println(at);
    }
  }
}
