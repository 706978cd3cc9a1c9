package org.lockstep.driver.picture;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.lockstep.driver.chart.Chart;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.ScriptableObject;

/**
 * Draws charts as SVG with ECharts' server-side renderer inside Rhino, a JavaScript engine in Java:
 * what a paper shows is what the page shows. Belongs to the thread that made it.
 */
public final class SvgCharts implements AutoCloseable {
  private static final String ECHARTS = "/org/lockstep/driver/html/echarts.min.js";
  private static final String DRAW =
      """
      function draw(option, width, height) {
        var chart = echarts.init(null, null, {renderer: 'svg', ssr: true, width: width, height: height});
        chart.setOption(JSON.parse(option));
        var svg = chart.renderToSVGString();
        chart.dispose();
        return svg;
      }
      """;

  private final Context context;
  private final ScriptableObject scope;
  private final Function draw;

  /** Starts the engine; takes a second or two. */
  public SvgCharts() {
    context = Context.enter();
    context.setLanguageVersion(Context.VERSION_ES6);
    context.setInterpretedMode(true); // ECharts is one function, too long for a Java method
    scope = context.initSafeStandardObjects(); // scripts cannot reach Java
    context.evaluateString(
        scope, "var setTimeout = function () {}, clearTimeout = setTimeout;", "t", 1, null);
    context.evaluateString(scope, echarts(), "echarts.min.js", 1, null);
    draw = context.compileFunction(scope, DRAW, "draw", 1, null);
  }

  /**
   * The chart on white.
   *
   * @param width in pixels
   */
  public String svg(Chart chart, int width) {
    ObjectNode option = chart.option().deepCopy();
    option.put("backgroundColor", "#ffffff");
    option.remove("toolbox");
    option.remove("tooltip");
    option.remove("aria");
    Object svg =
        draw.call(context, scope, scope, new Object[] {option.toString(), width, chart.height()});
    // Styles are about what a mouse touches; in a file nothing moves.
    return Context.toString(svg).replaceAll("(?s)<style.*?</style>", "");
  }

  private static String echarts() {
    try (InputStream in = SvgCharts.class.getResourceAsStream(ECHARTS)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Context.exit();
  }
}
