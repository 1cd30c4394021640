package dev.aftermath.reports.pdf;

import dev.aftermath.reports.model.Target;
import dev.aftermath.reports.model.Unit;
import dev.aftermath.reports.model.WeekPoint;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A weekly series as a line that breaks at weeks without a value. Those weeks are tinted; a hollow
 * dot stands for a figure over fewer than five members. Without axes it serves as a sparkline.
 */
final class Trend extends Drawing {
  private static final long serialVersionUID = 1L;
  private static final long FEW = 5;

  private final Unit unit;
  private final ArrayList<WeekPoint> points;
  private final @Nullable Target target;
  private final Style style;

  private Trend(
      String id, Unit unit, List<WeekPoint> points, @Nullable Target target, Style style) {
    super(id);
    this.unit = unit;
    this.points = new ArrayList<>(points);
    this.target = target;
    this.style = style;
  }

  static Trend chart(String id, Unit unit, List<WeekPoint> points, @Nullable Target target) {
    return new Trend(id, unit, points, target, Style.CHART);
  }

  static Trend sparkline(String id, Unit unit, List<WeekPoint> points) {
    return new Trend(id, unit, points, null, Style.SPARKLINE);
  }

  /** The axis of a chart over these points. */
  static Axis axis(Unit unit, List<WeekPoint> points, @Nullable Target target) {
    double maximum =
        points.stream()
            .map(WeekPoint::value)
            .filter(Objects::nonNull)
            .mapToDouble(value -> value)
            .max()
            .orElse(0);
    return Axis.upTo(unit, target == null ? maximum : Math.max(maximum, target.value()));
  }

  @Override
  void draw(Graphics2D graphics, double width, double height) {
    Axis axis = axis(unit, points, target);
    Plot plot =
        style == Style.CHART
            ? new Plot(22, 5, width - 26, height - 18, axis.end(), points.size())
            : new Plot(1, 2, width - 4, height - 4, axis.end(), points.size());
    gaps(graphics, plot);
    if (style == Style.CHART) {
      axes(graphics, plot, axis);
    } else {
      horizontal(graphics, plot, 0);
    }
    if (target != null) {
      graphics.setColor(INK);
      graphics.setStroke(dashed(0.7));
      horizontalAt(graphics, plot, plot.y(target.value()));
    }
    series(graphics, plot);
    dots(graphics, plot);
  }

  private void gaps(Graphics2D graphics, Plot plot) {
    graphics.setColor(style == Style.CHART ? GAP : HAIRLINE);
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).value() == null) {
        graphics.fill(
            new Rectangle2D.Double(
                plot.x(i) - plot.pitch() / 2, plot.top, plot.pitch(), plot.height));
      }
    }
  }

  private void axes(Graphics2D graphics, Plot plot, Axis axis) {
    for (double tick : axis.ticks()) {
      horizontal(graphics, plot, tick);
      graphics.setColor(MUTED);
      String label = axis.tick(tick);
      double labelWidth = graphics.getFontMetrics().getStringBounds(label, graphics).getWidth();
      graphics.drawString(
          label, (float) (plot.left - 4 - labelWidth), (float) (plot.y(tick) + 2.2));
    }
    graphics.setColor(MUTED);
    int last = points.size() - 1;
    // Every fourth week counted from the report's own, so that the newest label is always there.
    for (int i = last; i >= 0; i -= 4) {
      String week = points.get(i).isoWeek();
      String label = week.substring(week.indexOf('W') < 0 ? 0 : week.indexOf('W'));
      double labelWidth = graphics.getFontMetrics().getStringBounds(label, graphics).getWidth();
      graphics.drawString(
          label, (float) (plot.x(i) - labelWidth / 2), (float) (plot.top + plot.height + 9));
    }
  }

  private static void horizontal(Graphics2D graphics, Plot plot, double value) {
    graphics.setColor(value == 0 ? MUTED : HAIRLINE);
    graphics.setStroke(line(value == 0 ? 0.6 : 0.4));
    horizontalAt(graphics, plot, plot.y(value));
  }

  private static void horizontalAt(Graphics2D graphics, Plot plot, double y) {
    graphics.draw(new Line2D.Double(plot.left, y, plot.left + plot.width, y));
  }

  private void series(Graphics2D graphics, Plot plot) {
    Path2D path = new Path2D.Double();
    boolean down = false;
    for (int i = 0; i < points.size(); i++) {
      Double value = points.get(i).value();
      if (value == null) {
        down = false;
      } else if (down) {
        path.lineTo(plot.x(i), plot.y(value));
      } else {
        path.moveTo(plot.x(i), plot.y(value));
        down = true;
      }
    }
    graphics.setColor(ACCENT);
    graphics.setStroke(line(1.1));
    graphics.draw(path);
  }

  private void dots(Graphics2D graphics, Plot plot) {
    int last = points.size() - 1;
    for (int i = 0; i <= last; i++) {
      Double value = points.get(i).value();
      if (value == null || (style == Style.SPARKLINE && i < last && !isAlone(i))) {
        continue;
      }
      double radius = i == last ? 2.2 : 1.3;
      Ellipse2D dot =
          new Ellipse2D.Double(plot.x(i) - radius, plot.y(value) - radius, 2 * radius, 2 * radius);
      boolean few = unit != Unit.COUNT && points.get(i).n() < FEW;
      graphics.setColor(few ? Color.WHITE : ACCENT);
      graphics.fill(dot);
      graphics.setColor(ACCENT);
      graphics.setStroke(line(0.8));
      graphics.draw(dot);
    }
  }

  private boolean isAlone(int index) {
    return (index == 0 || points.get(index - 1).value() == null)
        && (index == points.size() - 1 || points.get(index + 1).value() == null);
  }

  private enum Style {
    CHART,
    SPARKLINE
  }

  private record Plot(
      double left, double top, double width, double height, double maximum, int count) {
    double pitch() {
      return width / Math.max(1, count);
    }

    double x(int index) {
      return left + pitch() * (index + 0.5);
    }

    double y(double value) {
      return top + height - height * value / maximum;
    }
  }
}
