package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.slo.Composite;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.Objective;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Why nothing can be computed under a version: in its windows nothing was measured for it. */
final class UnmeasuredVersion {
  private UnmeasuredVersion() {}

  /**
   * A line for each objective that is asked for.
   *
   * @param objective null for all
   * @param evaluation a row of {@link dev.aftermath.jobs.gold.SloWindows}
   * @return empty when the version has no such objective or group
   */
  static List<String> lines(
      SloDefinition version, String group, @Nullable String objective, Row evaluation) {
    if (!version.grouping().makes(group)) {
      return List.of();
    }
    boolean isAll = objective == null || objective.equals(Composite.NAME);
    return version.objectives().stream()
        .filter(each -> isAll || each.name().equals(objective))
        .map(each -> line(version, each, evaluation))
        .toList();
  }

  private static String line(SloDefinition version, Objective objective, Row evaluation) {
    return objective.name()
        + ": no figure under version "
        + version.digest().substring(0, 12)
        + ", since the lake has "
        + missing(objective.indicator())
        + " by "
        + evaluation.<Instant>getAs("evaluated_at");
  }

  private static String missing(Indicator indicator) {
    if (indicator instanceof Indicator.NotComputed other) {
      return "no slices of what is not computed from exports (" + other.reason() + ")";
    }
    if (indicator instanceof Indicator.LogRatio logs) {
      return "no line of " + logs.total().streams();
    }
    return indicator.series().isEmpty()
        ? "no record of an incident or notice"
        : "no sample that measures "
            + indicator.series().stream()
                .map(UnmeasuredVersion::words)
                .distinct()
                .collect(Collectors.joining(" or "));
  }

  private static String words(SeriesQuery query) {
    String expression = query.expression();
    return (expression == null ? query.selector().toString() : expression)
        + (query.source() == null ? "" : " of the source " + query.source());
  }
}
