package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.series.LabelSelector;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which series an indicator counts; all that match are added up.
 *
 * @param source the only source whose series count; null for every source
 * @param expression the PromQL whose result the series are, which only a live pull can evaluate;
 *     null when the series are counted as exported
 */
public record SeriesQuery(
    @Nullable String source, LabelSelector selector, @Nullable String expression)
    implements Serializable {
  private static final String PULLED = "aftermath:query:";
  private static final int DIGITS = 16;

  /** Series as exported. */
  public SeriesQuery(@Nullable String source, LabelSelector selector) {
    this(source, selector, null);
  }

  /** The result of an expression, under the name that {@link #pullExpression} gives it. */
  public static SeriesQuery pulled(@Nullable String source, String expression) {
    return new SeriesQuery(source, LabelSelector.parse(nameOf(expression)), expression);
  }

  /**
   * The same with the result pulled at steps of a length, under a name of its own: samples that are
   * events of their own must not be counted at two steps.
   */
  SeriesQuery pulledEvery(Duration step) {
    return expression == null || step.equals(SliceGrid.FIVE_MINUTES.length())
        ? this
        : new SeriesQuery(
            source,
            LabelSelector.parse(nameOf(expression) + ":" + step.toSeconds() + "s"),
            expression);
  }

  /** Whether a series is meant. */
  public boolean matches(String seriesSource, Map<String, String> labels) {
    return (source == null || source.equals(seriesSource)) && selector.matches(labels);
  }

  /**
   * The expression as the server is asked for it: its result bears a name by which it is found
   * again among all series.
   *
   * @throws IllegalStateException when the series are counted as exported
   */
  public String pullExpression() {
    if (expression == null) {
      throw new IllegalStateException(selector + " is counted as exported");
    }
    return "label_replace(("
        + expression
        + "), \"__name__\", \""
        + selector.matchers().get(0).value()
        + "\", \"\", \"\")";
  }

  private static String nameOf(String expression) {
    return PULLED + Sha256.hex(expression).substring(0, DIGITS);
  }
}
