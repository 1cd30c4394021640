package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.BudgetLine;
import dev.aftermath.reports.model.BudgetLine.Kind;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * What used a budget, as one bar of parts on the scale of {@link BudgetBar}: to 150 %, with a mark
 * at 100 %.
 */
final class BudgetParts extends Drawing {
  private static final long serialVersionUID = 1L;
  private static final double SCALE_END = 1.5;
  private static final Color PALE = new Color(0xA9C1D9);
  private static final Color GREY = new Color(0x8E9BA8);

  private final ArrayList<BudgetLine.Part> parts;

  BudgetParts(String id, List<BudgetLine.Part> parts) {
    super(id);
    this.parts = new ArrayList<>(parts);
  }

  @Override
  void draw(Graphics2D graphics, double width, double height) {
    double full = width / SCALE_END;
    graphics.setColor(GAP);
    graphics.fill(new Rectangle2D.Double(0, 3, width, 6));
    double from = 0;
    for (BudgetLine.Part part : parts) {
      BigDecimal share = part.shareOfBudgetRatio();
      double to =
          Math.min(width, from + Math.max(0, share == null ? 0 : share.doubleValue() * full));
      graphics.setColor(color(part.kind()));
      graphics.fill(new Rectangle2D.Double(from, 3, to - from, 6));
      // Neighbours of one colour stay apart.
      graphics.setColor(Color.WHITE);
      graphics.setStroke(line(0.4));
      graphics.draw(new Line2D.Double(to, 3, to, 9));
      from = to;
    }
    graphics.setColor(INK);
    graphics.setStroke(line(0.9));
    graphics.draw(new Line2D.Double(full, 1.5, full, 10.5));
  }

  private static Color color(Kind kind) {
    return switch (kind) {
      case INCIDENT -> BAD;
      case UNEXPLAINED -> INK;
      case BASELINE -> GREY;
      case EXCLUSION -> PALE;
    };
  }
}
