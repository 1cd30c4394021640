package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.log.IncidentWindows;
import dev.aftermath.jobs.domain.log.Lift;
import dev.aftermath.jobs.domain.log.LiftRule;
import dev.aftermath.jobs.domain.log.Trouble;
import dev.aftermath.jobs.domain.statistics.FalseDiscoveries;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Compares the patterns of one service around its incidents and else.
 *
 * @param start the first day that is looked at
 * @param end the day after the last one
 */
record LiftCounting(LiftRule rule, LocalDate start, LocalDate end, long asOfMicros)
    implements Serializable {
  private static final double MOST_FALSE = 0.05;
  private static final long MINUTES_PER_DAY = 1_440;
  private static final long MICROS_PER_MINUTE = 60_000_000L;
  private static final long SECONDS_PER_MINUTE = 60;

  /**
   * Rows of {@link TemplateLift}.
   *
   * @param lines in any order
   */
  Iterator<Row> rows(String service, Iterator<Row> lines, Iterator<Row> incidents) {
    List<Trouble> troubles = new ArrayList<>();
    incidents.forEachRemaining(row -> troubles.add(trouble(row)));
    IncidentWindows windows = IncidentWindows.of(rule, troubles, minuteOf(start), minuteOf(end));
    Map<String, Pattern> patterns = new TreeMap<>();
    long observedFrom = Long.MAX_VALUE;
    long observedTo = Long.MIN_VALUE;
    while (lines.hasNext()) {
      Row row = lines.next();
      long midnight = row.getInt(3) * MINUTES_PER_DAY;
      observedFrom = Math.min(observedFrom, midnight);
      observedTo = Math.max(observedTo, midnight + MINUTES_PER_DAY);
      patterns.computeIfAbsent(row.getString(1), it -> new Pattern(windows)).add(row, midnight);
    }
    return rows(service, patterns, observedFrom, observedTo).iterator();
  }

  private List<Row> rows(
      String service, Map<String, Pattern> patterns, long observedFrom, long observedTo) {
    List<Lift> lifts =
        patterns.values().stream()
            .map(pattern -> pattern.sightings.lift(observedFrom, observedTo))
            .toList();
    double[] chances = lifts.stream().filter(Lift::isTestable).mapToDouble(Lift::chance).toArray();
    double[] falseShares = FalseDiscoveries.shares(chances);
    List<Row> rows = new ArrayList<>();
    int at = 0;
    int tested = 0;
    for (Map.Entry<String, Pattern> entry : patterns.entrySet()) {
      Lift lift = lifts.get(at++);
      Double chance = lift.isTestable() ? Double.valueOf(chances[tested]) : null;
      Double falseShare = lift.isTestable() ? Double.valueOf(falseShares[tested++]) : null;
      if (lift.around().having() > 0) {
        rows.add(
            row(
                service,
                entry.getKey(),
                entry.getValue(),
                lift,
                chance,
                falseShare,
                chances.length));
      }
    }
    return rows;
  }

  private Row row(
      String service,
      String text,
      Pattern pattern,
      Lift lift,
      @Nullable Double chance,
      @Nullable Double falseShare,
      long testedCount) {
    OptionalDouble ratio = lift.ratio();
    return RowFactory.create(
        service,
        text,
        pattern.templateId,
        pattern.lineCount,
        lift.around().n(),
        lift.around().having(),
        lift.beforeCount(),
        lift.duringCount(),
        lift.quiet().n(),
        lift.quiet().having(),
        (rule.beforeMinutes() + rule.duringMinutes()) * SECONDS_PER_MINUTE,
        ratio.isPresent() ? Double.valueOf(ratio.getAsDouble()) : null,
        chance,
        falseShare,
        testedCount,
        falseShare != null && falseShare <= MOST_FALSE,
        asOfMicros);
  }

  private static Trouble trouble(Row row) {
    return new Trouble(
        row.getBoolean(3) ? Trouble.Kind.COUNTED : Trouble.Kind.LEFT_OUT,
        Math.floorDiv(row.getLong(1), MICROS_PER_MINUTE),
        // The minute in which it ended is not quiet yet.
        Math.floorDiv(row.getLong(2), MICROS_PER_MINUTE) + 1);
  }

  private static long minuteOf(LocalDate day) {
    return day.toEpochDay() * MINUTES_PER_DAY;
  }

  /** What was written of one pattern. */
  private static final class Pattern {
    private final IncidentWindows.Sightings sightings;
    private String templateId = "";
    private long lineCount;

    Pattern(IncidentWindows windows) {
      sightings = windows.sightings();
    }

    void add(Row row, long midnight) {
      String id = row.getString(2);
      templateId = templateId.isEmpty() || id.compareTo(templateId) < 0 ? id : templateId;
      lineCount += row.getLong(4);
      row.<Integer>getList(5).forEach(minute -> sightings.add(midnight + minute));
    }
  }
}
