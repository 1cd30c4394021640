package dev.aftermath.reports.pdf;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A bullet bar of the consumed error budget: all bars share one scale to 150 %, a mark stands at
 * 100 %.
 */
final class BudgetBar extends Drawing {
  private static final long serialVersionUID = 1L;
  private static final double SCALE_END = 1.5;

  private final @Nullable BigDecimal consumed;

  BudgetBar(String id, @Nullable BigDecimal consumed) {
    super(id);
    this.consumed = consumed;
  }

  @Override
  void draw(Graphics2D graphics, double width, double height) {
    double arrow = 5;
    double end = width - arrow;
    double full = end / SCALE_END;
    graphics.setColor(GAP);
    graphics.fill(new Rectangle2D.Double(0, 3, end, 6));
    if (consumed != null) {
      double ratio = consumed.doubleValue();
      graphics.setColor(ratio > 1 ? BAD : ACCENT);
      graphics.fill(
          new Rectangle2D.Double(0, 4, Math.min(Math.max(ratio, 0), SCALE_END) * full, 4));
      if (ratio > SCALE_END) {
        Path2D head = new Path2D.Double();
        head.moveTo(end, 2.5);
        head.lineTo(width, 6);
        head.lineTo(end, 9.5);
        head.closePath();
        graphics.fill(head);
      }
    }
    graphics.setColor(INK);
    graphics.setStroke(line(0.9));
    graphics.draw(new Line2D.Double(full, 1.5, full, 10.5));
  }
}
