package org.lockstep.driver.draft;

import com.typesafe.config.ConfigUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A draft as a job file, each choice with its reason. */
final class DraftFile {
  private static final int NOTE_COLUMN = 35;

  private final Draft draft;
  private final DataLook look;
  private final Goal goal;
  private final String name;
  private final StringBuilder out = new StringBuilder();

  DraftFile(Draft draft, String name) {
    this.draft = draft;
    this.look = draft.look();
    this.goal = draft.goal();
    this.name = name;
  }

  /** What was seen, in words. */
  List<String> seen() {
    List<String> lines = new ArrayList<>();
    String rows =
        String.format(
            Locale.ROOT,
            "%s%,d rows, %d columns",
            look.records().whole() ? "" : "the first ",
            look.rows(),
            look.columns().size());
    lines.add("rows       " + rows + rejected());
    String what =
        goal.isNumber() ? "a number" : goal.classes().size() + " classes, " + classesShown();
    lines.add("predicts   " + goal.column().name() + " (" + goal.why() + "): " + what);
    for (Role role : draft.roles()) {
      lines.add("column     " + role.column().name() + ": " + use(role) + role.why());
    }
    return lines;
  }

  private String rejected() {
    long rejected = look.records().rejected();
    return rejected == 0 ? "" : String.format(Locale.ROOT, ", %,d more rejected", rejected);
  }

  private String classesShown() {
    String shown = goal.classes().stream().limit(5).collect(Collectors.joining(", "));
    return goal.classes().size() > 5 ? shown + ", …" : shown;
  }

  private String use(Role role) {
    boolean read =
        draft.text().isPresent() ? draft.text().get() == role : draft.features().contains(role);
    return read ? "" : "left out, ";
  }

  String text() {
    line(
        "# A first job for "
            + look.path()
            + ", drafted by `lockstep init`. Every choice says why;");
    line("# conf/airline.conf (text) and conf/housing.conf (tables) show every other key.");
    for (String seen : seen()) {
      line("#   " + seen);
    }
    line("");
    line("name = " + quoted(name));
    line("");
    data();
    features();
    network();
    training();
    report();
    return out.toString();
  }

  private void data() {
    line("data {");
    key("source = " + look.records().source().word(), "");
    key("path = " + quoted(look.path()), "from where you start lockstep; hdfs:// and globs, too");
    draft.text().ifPresent(role -> key("text = " + quoted(role.column().name()), role.why()));
    if (goal.isNumber()) {
      key("target = " + quoted(goal.column().name()), "the number to predict: " + goal.why());
      if (goal.scaleExponent() != 0) {
        key(
            "targetScale = 1e" + goal.scaleExponent(),
            "outputs near 1 are soon reached from near 0");
      }
    } else {
      key("label = " + quoted(goal.column().name()), "the class to predict: " + goal.why());
      String classes =
          goal.classes().stream().map(DraftFile::quoted).collect(Collectors.joining(", "));
      key("labels = [" + classes + "]", "another label is a rejected row");
    }
    key(
        "split { train = 0.6, validation = 0.2, test = 0.2 }",
        "choose by validation, look at test once");
    line("}");
    line("");
  }

  private void features() {
    line("features {");
    if (draft.text().isPresent()) {
      key("kind = text", "TF-IDF of words; the vocabulary comes from training rows alone");
      key("maxTerms = " + draft.vocabulary(), "the most frequent; more may help on long texts");
      key("wordNgrams = [1, 1]", "[1, 2] adds pairs of words, as in \"not good\"");
    } else {
      key("kind = table", "");
      line("  columns = [");
      for (Role role : draft.roles()) {
        column(role);
      }
      line("  ]");
      if (draft.hasBlanks()) {
        key("blanks = median", "rows with blanks stay; drop would lose them");
      }
      key("scale = standard", "inputs of like size: one learning rate must suit them all");
    }
    line("}");
    line("");
  }

  private void column(Role role) {
    String column = quoted(role.column().name());
    switch (role.use()) {
      case NUMERIC -> key("  " + column, role.why());
      case CATEGORICAL ->
          key("  { name = " + column + ", type = categorical }", role.why() + ": an input each");
      case TEXT, NONE -> line("    # " + column + " is left out: " + role.why());
    }
  }

  private void network() {
    line("network {");
    line("  layers = [");
    key(
        "  { type = dense, units = " + draft.units() + ", activation = relu, l2 = 1e-4 }",
        String.format(
            Locale.ROOT,
            "one hidden layer first; a power of two between %,d inputs and %d output%s",
            draft.inputs(),
            goal.outputs(),
            goal.outputs() == 1 ? "" : "s"));
    if (draft.dropsOut()) {
      key("  { type = dropout, rate = 0.2 }", "over-fits? more dropout and l2 before fewer units");
    } else {
      line(
          "    # { type = dropout, rate = 0.2 }   # over-fits? dropout and a larger l2 before fewer units");
    }
    line("  ]");
    line("}");
    line("");
  }

  private void training() {
    line("training {");
    key("batchSize = " + draft.batchSize(), "a power of two, some fifty steps an epoch or more");
    key("epochs = 100", "at most: early stopping ends it before");
    key(
        "optimizer { type = adam, learningRate = 0.001 }",
        "explodes? a lower rate. Crawls? lockstep lr-find");
    if (draft.imbalanced()) {
      key(
          "classWeight = balanced",
          String.format(
              Locale.ROOT,
              "the largest class has %.0f times the rows of the smallest",
              goal.imbalance()));
    }
    key("earlyStopping { patience = 10 }", "keeps the weights of the best epoch");
    key("seed = 1", "of split, order, weights, dropout: the same seed, the same bits");
    line("}");
    line("");
  }

  private void report() {
    line("report {");
    key(
        "baselines = quick",
        goal.isNumber()
            ? "the mean and least squares beside the network; all: a random forest, too"
            : "naive Bayes beside the network; all: logistic regression, SVM, forest (minutes)");
    line("}");
  }

  private void key(String setting, String why) {
    String start = "  " + setting;
    if (why.isEmpty()) {
      line(start);
      return;
    }
    String space = " ".repeat(Math.max(1, NOTE_COLUMN - start.length()));
    line(start + space + "# " + why.replaceAll("\\R", " "));
  }

  private void line(String line) {
    out.append(line.replaceAll("\\R", " ")).append('\n');
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z_][A-Za-z0-9_]*") ? text : ConfigUtil.quoteString(text);
  }
}
