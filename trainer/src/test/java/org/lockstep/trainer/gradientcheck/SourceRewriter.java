package org.lockstep.trainer.gradientcheck;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the text of a Java class that computes in floats into one that computes in doubles: the
 * type {@code float}, the class {@code Float}, literals such as {@code 0.5f}, and the few methods
 * of the JDK whose names say float. Comments and strings stay. What it does not know (the bits of a
 * float, two overloads that become one) does not compile, so it cannot pass unseen.
 */
final class SourceRewriter {
  private static final Map<String, String> WORDS =
      Map.of(
          "float", "double",
          "Float", "Double",
          "floatValue", "doubleValue",
          "putFloat", "putDouble",
          "getFloat", "getDouble",
          "parseFloat", "parseDouble",
          "FloatBuffer", "DoubleBuffer",
          "asFloatBuffer", "asDoubleBuffer",
          "readFloat", "readDouble",
          "writeFloat", "writeDouble");

  private static final Pattern TOKEN =
      Pattern.compile(
          String.join(
              "|",
              "//.*+",
              "(?s:/\\*.*?\\*/)",
              "(?s:\"\"\".*?\"\"\")",
              "\"(?:\\\\.|[^\"\\\\])*+\"",
              "'(?:\\\\.|[^'\\\\])++'",
              "(?<hex>0[xX][\\p{XDigit}_]*+\\.?[\\p{XDigit}_]*+)(?<power>[pP][+-]?\\d++[fF]?)?",
              "(?<number>(?:\\d[\\d_]*+\\.?[\\d_]*+|\\.\\d[\\d_]*+)(?:[eE][+-]?\\d++)?[fF]?)",
              "(?<word>[\\p{L}_$][\\w$]*+)"));

  private SourceRewriter() {}

  static String toDouble(String source) {
    return TOKEN.matcher(source).replaceAll(token -> quote(rewritten(token)));
  }

  private static String rewritten(MatchResult token) {
    String text = token.group();
    boolean literal = token.group(2) != null || token.group(3) != null;
    if (literal && text.matches(".*[fF]")) {
      return text.substring(0, text.length() - 1) + "d";
    }
    return WORDS.getOrDefault(text, text);
  }

  private static String quote(String text) {
    return Matcher.quoteReplacement(text);
  }
}
