package org.lockstep.driver.reproduce;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/** Draws a {@link Chart} as SVG text: the one place that knows how charts are drawn. */
final class Svg {
  private static final int WIDTH = 460;
  private static final int HEIGHT = 300;
  private static final int LEFT = 52;
  private static final int RIGHT = 12;
  private static final int TOP = 28;
  private static final int BOTTOM = 40;
  private static final int TICKS = 4;

  /** Distinguishable without colour vision, too (Okabe and Ito 2008). */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#777777");

  private final Chart chart;
  private final StringBuilder out = new StringBuilder();
  private final Range across;
  private final Range up;

  private Svg(Chart chart) {
    this.chart = chart;
    boolean field = !chart.field().isEmpty();
    this.across =
        field ? new Range(chart.low(), chart.high()) : Range.of(chart, Chart.Line::x, this::scaled);
    this.up =
        field
            ? new Range(chart.low(), chart.high())
            : Range.of(chart, Chart.Line::y, DoubleUnaryOperator.identity()).wider();
  }

  /** The chart as an svg element. */
  static String of(Chart chart) {
    return new Svg(chart).draw();
  }

  private record Range(double low, double high) {
    static Range of(Chart chart, Function<Chart.Line, double[]> values, DoubleUnaryOperator scale) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (Chart.Line line : chart.lines()) {
        for (double value : values.apply(line)) {
          double at = scale.applyAsDouble(value);
          if (Double.isFinite(at)) {
            low = Math.min(low, at);
            high = Math.max(high, at);
          }
        }
      }
      return low < high ? new Range(low, high) : new Range(low - 1, low + 1);
    }

    Range wider() {
      double edge = 0.04 * (high - low);
      return new Range(low - edge, high + edge);
    }

    double share(double value) {
      return (value - low) / (high - low);
    }
  }

  private double scaled(double x) {
    return chart.logarithmic() ? Math.log10(x) : x;
  }

  private double x(double value) {
    return LEFT + across.share(scaled(value)) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - up.share(value) * (HEIGHT - TOP - BOTTOM);
  }

  private String draw() {
    add(
        "<svg role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\"><title>%s</title>",
        WIDTH, HEIGHT, WIDTH, HEIGHT, Html.text(chart.title()));
    add("<text x=\"%d\" y=\"16\" class=\"name\">%s</text>", LEFT, Html.text(chart.title()));
    field();
    axes();
    for (int i = 0; i < chart.lines().size(); i++) {
      line(chart.lines().get(i), i);
    }
    return out.append("</svg>").toString();
  }

  private void field() {
    int cells = chart.field().size();
    for (int row = 0; row < cells; row++) {
      for (int column = 0; column < cells; column++) {
        double value = chart.field().get(row)[column];
        double width = (double) (WIDTH - LEFT - RIGHT) / cells;
        double height = (double) (HEIGHT - TOP - BOTTOM) / cells;
        add(
            "<rect x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\" fill=\"%s\" opacity=\"%.2f\"/>",
            LEFT + column * width,
            HEIGHT - BOTTOM - (row + 1) * height,
            width + 0.1,
            height + 0.1,
            COLOURS.get(value > 0.5 ? 1 : 0),
            0.1 + 0.5 * Math.abs(value - 0.5));
      }
    }
  }

  private void axes() {
    add("<path class=\"axis\" d=\"M%d %dV%dH%d\"/>", LEFT, TOP, HEIGHT - BOTTOM, WIDTH - RIGHT);
    for (int i = 0; i <= TICKS; i++) {
      double across = this.across.low() + (this.across.high() - this.across.low()) * i / TICKS;
      double up = this.up.low() + (this.up.high() - this.up.low()) * i / TICKS;
      double at = LEFT + (double) i / TICKS * (WIDTH - LEFT - RIGHT);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
          at, HEIGHT - BOTTOM + 14, number(chart.logarithmic() ? Math.pow(10, across) : across));
      add(
          "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
          LEFT - 5, y(up) + 4, number(up));
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, Html.text(chart.x()));
  }

  private void line(Chart.Line line, int index) {
    String colour = COLOURS.get(index % COLOURS.size());
    if (line.joined()) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < line.x().length; i++) {
        if (Double.isFinite(line.y()[i])) {
          path.append(path.isEmpty() ? 'M' : 'L')
              .append(formatted("%.1f %.1f", x(line.x()[i]), y(line.y()[i])));
        }
      }
      add("<path fill=\"none\" stroke=\"%s\" stroke-width=\"1.6\" d=\"%s\"/>", colour, path);
    } else {
      for (int i = 0; i < line.x().length; i++) {
        add(
            "<circle r=\"2.4\" fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\"/>",
            colour, x(line.x()[i]), y(line.y()[i]));
      }
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"%s\" class=\"key\">%s</text>",
        WIDTH - RIGHT - 4, TOP + 12 + 14 * index, colour, Html.text(line.name()));
  }

  private static String number(double value) {
    double size = Math.abs(value);
    return size != 0 && (size < 0.01 || size >= 10_000)
        ? formatted("%.0e", value)
        : size >= 100 ? formatted("%.0f", value) : formatted("%.2f", value);
  }

  /** With a point in numbers, wherever it is drawn. */
  private static String formatted(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private void add(String format, Object... values) {
    out.append(formatted(format, values));
  }
}
