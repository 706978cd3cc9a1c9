package org.lockstep.driver.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An element with its attributes and content. Text and attribute values are escaped when the
 * element is written, so whatever a run's data hold stays text.
 */
public final class Html {
  private static final Set<String> VOID = Set.of("meta", "br", "hr", "input", "col");

  private final String tag;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> content = new ArrayList<>();

  private Html(String tag) {
    this.tag = tag;
  }

  /**
   * An empty element.
   *
   * @param attributes names and values in turn
   */
  public static Html of(String tag, String... attributes) {
    Html html = new Html(name(tag));
    for (int i = 0; i < attributes.length; i += 2) {
      html.attributes.put(name(attributes[i]), attributes[i + 1]);
    }
    return html;
  }

  /** Appends text. */
  public Html text(String text) {
    content.add(text);
    return this;
  }

  /** Appends elements. */
  public Html add(Html... children) {
    content.addAll(List.of(children));
    return this;
  }

  /** Appends elements. */
  public Html addAll(List<Html> children) {
    content.addAll(children);
    return this;
  }

  /** Appends what must not be escaped: the code of a script or style, or JSON. */
  Html code(Code code) {
    content.add(code);
    return this;
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    write(out);
    return out.toString();
  }

  void write(StringBuilder out) {
    out.append('<').append(tag);
    attributes.forEach(
        (name, value) ->
            out.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    out.append('>');
    if (VOID.contains(tag)) {
      return;
    }
    for (Object each : content) {
      if (each instanceof Html child) {
        child.write(out);
      } else if (each instanceof Code code) {
        out.append(code.text());
      } else {
        out.append(escape(each.toString()));
      }
    }
    out.append("</").append(tag).append('>');
  }

  /** Safe between tags and between double quotes; characters that XML forbids become U+FFFD. */
  static String escape(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\t', '\n' -> out.append((char) c);
                default ->
                    out.appendCodePoint(
                        c < ' ' || c == 0x7f || Character.getType(c) == Character.SURROGATE
                            ? 0xFFFD
                            : c);
              }
            });
    return out.toString();
  }

  private static String name(String name) {
    if (!name.matches("[a-z][a-z0-9-]*")) {
      throw new IllegalArgumentException(
          "a tag or attribute must be lower-case letters, digits and hyphens. Received: " + name);
    }
    return name;
  }
}
