package org.lockstep.driver.picture;

import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.attributes.ViewBox;
import com.github.weisj.jsvg.parser.DocumentLimits;
import com.github.weisj.jsvg.parser.LoaderContext;
import com.github.weisj.jsvg.parser.SVGLoader;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** An SVG as a PNG file. */
final class PngPicture {
  private static final int NESTING = 30;

  /** Every dot and every square of a plane is one. */
  private static final int MOST_PATHS = 100_000;

  private PngPicture() {}

  /**
   * Writes it.
   *
   * @param scale pixels of the file a pixel of the SVG
   * @throws IOException also where this Java has no fonts
   */
  static void write(String svg, Path file, int scale) throws IOException {
    System.setProperty("java.awt.headless", System.getProperty("java.awt.headless", "true"));
    try {
      SVGDocument document =
          new SVGLoader()
              .load(
                  new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)),
                  null,
                  LoaderContext.builder()
                      .documentLimits(new DocumentLimits(NESTING, NESTING, MOST_PATHS))
                      .build());
      if (document == null) {
        throw new IOException("the SVG must be readable. Received: " + file);
      }
      int width = (int) document.size().width * scale;
      int height = (int) document.size().height * scale;
      BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
      Graphics2D graphics = image.createGraphics();
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      document.render(null, graphics, new ViewBox(0, 0, width, height));
      graphics.dispose();
      ImageIO.write(image, "png", file.toFile());
    } catch (LinkageError | InternalError e) { // a Java without fontconfig
      throw new IOException("this Java cannot draw text: " + e.getMessage(), e);
    }
  }
}
