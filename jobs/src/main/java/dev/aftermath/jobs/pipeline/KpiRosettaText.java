package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.kpi.Decision;
import dev.aftermath.jobs.domain.kpi.KpiComparison;
import dev.aftermath.jobs.domain.kpi.KpiComparison.Part;
import dev.aftermath.jobs.domain.kpi.KpiDefinition;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.Stretch;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why the figure of another product's definition is not ours, in words. */
public final class KpiRosettaText {
  private static final int DIGITS = 7;

  private final KpiComparison comparison;

  /** The text of a comparison. */
  public KpiRosettaText(KpiComparison comparison) {
    this.comparison = comparison;
  }

  /** Which two are compared. */
  public String title() {
    return comparison.theirs().label() + " beside " + comparison.ours().label();
  }

  /** Why an incident makes a difference. */
  public String why(Part part) {
    if (part.ours() instanceof Decision.Taken ours
        && part.theirs() instanceof Decision.Taken theirs) {
      return "theirs " + difference(ours.stretch(), theirs.stretch());
    }
    return part.theirs() instanceof Decision.Taken
        ? "ours " + out(part.ours(), comparison.ours())
        : "theirs " + out(part.theirs(), comparison.theirs());
  }

  private static String difference(@Nullable Stretch ours, @Nullable Stretch theirs) {
    if (ours == null || theirs == null) {
      return "has another value";
    }
    if (ours.startSource().equals(theirs.startSource())) {
      return "ends at " + theirs.endSource();
    }
    return ours.endSource().equals(theirs.endSource())
        ? "starts at " + theirs.startSource()
        : "runs from " + theirs.startSource() + " to " + theirs.endSource();
  }

  private static String out(@Nullable Decision decision, KpiDefinition definition) {
    return decision instanceof Decision.LeftOut out
        ? "leaves it out: " + out.reason()
        : "has it in another period: not " + KpiDefinition.word(definition.cohort()) + " in this";
  }

  /** What an incident takes; empty when it is not taken. */
  public static @Nullable Long value(@Nullable Decision decision) {
    return decision instanceof Decision.Taken taken ? (Long) taken.value() : null;
  }

  /** Its part in the difference; empty when the figures do not split. */
  public @Nullable Double part(Part part) {
    return comparison.isSplit()
        ? (Double) ((double) part.numerator() / comparison.denominator())
        : null;
  }

  /** The sum of the parts, and the step to another headline. */
  public List<String> sum() {
    List<String> lines = new ArrayList<>();
    Double our = comparison.ourFigure().value();
    Double their = comparison.theirFigure().value();
    if (our == null || their == null) {
      lines.add(
          "No difference: "
              + (our == null ? comparison.ours() : comparison.theirs()).label()
              + " takes no incident of this week.");
      return lines;
    }
    if (!comparison.isSplit()) {
      lines.add("No parts: the two are not in one unit.");
      return lines;
    }
    long numerator = comparison.numerator();
    double parts = (double) numerator / comparison.denominator();
    lines.add(
        "Parts: "
            + numerator
            + " / "
            + comparison.denominator()
            + " = "
            + signed(parts)
            + " "
            + comparison.ours().unit()
            + (isMoreThanMeans() ? ", the difference of the means." : "."));
    Double step = comparison.headlineStep();
    if (step != null && isMoreThanMeans()) {
      lines.add(
          "Then "
              + headline(comparison.theirs())
              + " in place of "
              + headline(comparison.ours())
              + ": "
              + signed(step)
              + ".");
    }
    lines.add(
        "Together " + signed(their - our) + ": " + shown(our) + " becomes " + shown(their) + ".");
    return lines;
  }

  private boolean isMoreThanMeans() {
    return isOtherThanMean(comparison.ours()) || isOtherThanMean(comparison.theirs());
  }

  private static boolean isOtherThanMean(KpiDefinition definition) {
    return definition.headline() != null && definition.headline() != Headline.MEAN;
  }

  private static String headline(KpiDefinition definition) {
    Headline headline = definition.headline();
    return "the " + (headline == null ? "value" : KpiDefinition.word(headline).replace('_', ' '));
  }

  /** A figure as people read it: with seven digits that count, or all before the point. */
  public static BigDecimal shown(double figure) {
    BigDecimal exact = BigDecimal.valueOf(figure);
    int before = exact.precision() - exact.scale();
    BigDecimal rounded =
        exact.round(new MathContext(Math.max(DIGITS, before))).stripTrailingZeros();
    return rounded.setScale(Math.max(0, rounded.scale()), RoundingMode.UNNECESSARY);
  }

  private static String signed(double number) {
    return String.format(Locale.ROOT, "%+.3f", number);
  }
}
