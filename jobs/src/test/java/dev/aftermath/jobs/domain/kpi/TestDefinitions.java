package dev.aftermath.jobs.domain.kpi;

import dev.aftermath.jobs.domain.kpi.KpiDefinition.Direction;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Headline;
import dev.aftermath.jobs.domain.kpi.KpiDefinition.Statistic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Definitions of which a test needs little. */
final class TestDefinitions {
  private TestDefinitions() {}

  static KpiDefinition duration(String id, Headline headline) {
    return of(id, Statistic.DURATION, headline);
  }

  static KpiDefinition of(String id, Statistic statistic) {
    return of(id, statistic, null);
  }

  private static KpiDefinition of(String id, Statistic statistic, @Nullable Headline headline) {
    return new KpiDefinition(
        id,
        1,
        "Name",
        "Text",
        Term.ALWAYS,
        null,
        null,
        Subject.INCIDENTS,
        List.of(),
        Cohort.OPENED,
        statistic,
        headline,
        new Measure.One(),
        null,
        null,
        "unit",
        Direction.NEITHER,
        null);
  }
}
