package dev.aftermath.reports.pdf;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import net.sf.jasperreports.engine.JasperReportsContext;
import net.sf.jasperreports.engine.fonts.FontUtil;
import net.sf.jasperreports.renderers.Graphics2DRenderable;
import net.sf.jasperreports.renderers.Renderable;

/** A picture that is drawn as vectors into the page. */
abstract class Drawing implements Renderable, Graphics2DRenderable {
  static final Color INK = new Color(0x1B2733);
  static final Color MUTED = new Color(0x5B6B7A);
  static final Color HAIRLINE = new Color(0xD5DCE3);
  static final Color GAP = new Color(0xEDF0F3);

  /**
   * Blue and vermilion stay apart for every common kind of colour blindness, and in greyscale by
   * their marks.
   */
  static final Color ACCENT = new Color(0x1F5A92);

  static final Color BAD = new Color(0xB5450F);

  private static final long serialVersionUID = 1L;
  private static final String FAMILY = "DejaVu Sans Condensed";

  private final String id;

  /** The identifier must be unique in a report: pictures are cached by it. */
  Drawing(String id) {
    this.id = id;
  }

  @Override
  public final String getId() {
    return id;
  }

  @Override
  public final void render(JasperReportsContext context, Graphics2D graphics, Rectangle2D area) {
    AffineTransform before = graphics.getTransform();
    graphics.translate(area.getX(), area.getY());
    Font font =
        FontUtil.getInstance(context)
            .getAwtFontFromBundles(FAMILY, Font.PLAIN, 6f, Locale.ENGLISH, false);
    if (font != null) {
      graphics.setFont(font);
    }
    draw(graphics, area.getWidth(), area.getHeight());
    graphics.setTransform(before);
  }

  /** Draws with the origin at the top left, in points. */
  abstract void draw(Graphics2D graphics, double width, double height);

  static BasicStroke line(double width) {
    return new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  static BasicStroke dashed(double width) {
    return new BasicStroke(
        (float) width,
        BasicStroke.CAP_BUTT,
        BasicStroke.JOIN_MITER,
        10f,
        new float[] {2.5f, 2f},
        0f);
  }
}
