package org.lockstep.driver.page;

import java.io.IOException;
import java.util.Optional;
import org.lockstep.driver.chart.Points;
import org.lockstep.driver.html.Part;
import org.lockstep.driver.insight.Boundary;
import org.lockstep.driver.table.CsvTable;

/** What a model of two columns answers over the plane, and the rows on it. */
final class BoundarySection {
  private BoundarySection() {}

  static Part of(RunFiles run) throws IOException {
    Part part = new Part("boundary", "Decision boundary");
    Optional<CsvTable> points = run.table("points.csv");
    if (run.model().isEmpty() || points.isEmpty() || points.get().rows().isEmpty()) {
      return part;
    }
    CsvTable rows = points.get();
    double[] x = rows.numbers("x");
    double[] y = rows.numbers("y");
    Optional<Boundary> boundary = Boundary.of(run.model().get(), x, y);
    if (boundary.isEmpty()) {
      return part;
    }
    Boundary plane = boundary.get();
    Points picture =
        new Points("boundary", "Answers over the plane", plane.xName(), plane.yName())
            .plane("answer", plane.x(), plane.y(), plane.answers());
    boolean numbers = run.labels().isEmpty();
    if (numbers) {
      picture.cloud("rows", x, y);
    } else {
      for (String label : rows.distinct("label")) {
        CsvTable one = rows.where("label", label);
        picture.cloud(label, one.numbers("x"), one.numbers("y"));
      }
    }
    return part.add(
        picture.chart(
            numbers
                ? "The plane's colour is the prediction, blue the least and orange the greatest."
                : "The plane's colour is the answer: blue for %s, orange for %s; the dots are rows."
                    .formatted(run.labels().get(0), run.labels().get(run.labels().size() - 1))));
  }
}
