package dev.aftermath.jobs.domain.slo;

import static dev.aftermath.jobs.domain.slo.SloFixtures.START;
import static dev.aftermath.jobs.domain.slo.SloFixtures.rolling;

import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.calendar.SpanUnit;
import dev.aftermath.jobs.domain.calendar.Window;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * An SLO as a seed has it: up to three versions that differ in everything a version may change, and
 * three measures with waves of errors, idle slices and holes of minutes to days.
 */
public final class SeededSlo {
  static final int DAYS = 24;
  private static final Duration SLICE = Duration.ofMinutes(15);
  private static final int PER_DAY = 96;
  private static final List<String> ZONES =
      List.of("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York");

  private final Random random;
  private final Map<String, List<Slice>> slices = new HashMap<>();
  private final List<SloDefinition> versions = new ArrayList<>();

  private SeededSlo(long seed) {
    this.random = new Random(seed);
  }

  /** The SLO of a seed. */
  public static SeededSlo of(long seed) {
    SeededSlo slo = new SeededSlo(seed);
    for (String part : List.of("A", "B", "C")) {
      slo.slices.put(part, slo.waves());
    }
    int count = 1 + slo.random.nextInt(3);
    for (int i = 0; i < count; i++) {
      // By the minute: mostly amid a slice.
      int minute = i * DAYS * 1440 / count + slo.random.nextInt(2880);
      int onGrid = slo.random.nextBoolean() ? minute : minute / 720 * 720;
      slo.versions.add(slo.version(i == 0 ? null : START.plus(Duration.ofMinutes(onGrid))));
    }
    return slo;
  }

  /** The end of its days. */
  public static Instant asOf() {
    return START.plus(Duration.ofDays(DAYS));
  }

  MeasuredSlo measured() {
    return measuredSince(Instant.MIN);
  }

  /** The same as it was before the later versions came. */
  MeasuredSlo measuredBy(int versionCount) {
    return measuredSince(Instant.MIN, versions.subList(0, versionCount));
  }

  /** The same without what was measured before an instant. */
  MeasuredSlo measuredSince(Instant instant) {
    return measuredSince(instant, versions);
  }

  private MeasuredSlo measuredSince(Instant instant, List<SloDefinition> known) {
    return new MeasuredSlo(
        new SloHistory(known), Grouping.WHOLE, timelinesSince(instant, known), List.of());
  }

  /** Its versions. */
  public SloHistory history() {
    return new SloHistory(versions);
  }

  /** All its slices by their measure. */
  public Map<String, SliceTimeline> timelines() {
    return timelinesSince(Instant.MIN, versions);
  }

  private Map<String, SliceTimeline> timelinesSince(Instant instant, List<SloDefinition> known) {
    Map<String, SliceTimeline> timelines = new HashMap<>();
    for (SloDefinition version : known) {
      for (Objective objective : version.objectives()) {
        timelines.put(
            objective.measure(),
            SliceTimeline.of(
                SLICE,
                slices.getOrDefault(objective.name(), List.of()).stream()
                    .filter(slice -> !slice.start().isBefore(instant))
                    .toList()));
      }
    }
    return timelines;
  }

  private List<Slice> waves() {
    List<Slice> waves = new ArrayList<>();
    double rate = 0;
    boolean silent = false;
    int left = 0;
    for (int i = 0; i < DAYS * PER_DAY; i++) {
      if (left-- <= 0) {
        left = 1 + random.nextInt(random.nextInt(4) == 0 ? 4 * PER_DAY : 20);
        rate = random.nextInt(3) == 0 ? random.nextDouble() / 2 : 0.02 * random.nextInt(3);
        silent = random.nextInt(5) == 0;
      }
      long total = random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(200);
      long bad = Math.round(total * rate);
      if (!silent && random.nextInt(30) != 0) {
        waves.add(
            new Slice(
                START.plus(SLICE.multipliedBy(i)),
                BigDecimal.valueOf(total - bad),
                BigDecimal.valueOf(total)));
      }
    }
    return waves;
  }

  private SloDefinition version(Instant effectiveFrom) {
    BudgetingMethod method = one(BudgetingMethod.values());
    SloDefinition.Kind kind = one(SloDefinition.Kind.values());
    List<Objective> objectives = new ArrayList<>();
    for (String part : random.nextInt(4) == 0 ? List.of("A", "C") : List.of("A", "B")) {
      objectives.add(objective(part, method));
    }
    SloDefinition simple = SloFixtures.slo(method, "0.9", window());
    return new SloDefinition(
        simple.name(),
        simple.displayName(),
        simple.service(),
        new TreeMap<>(),
        kind,
        method,
        objectives,
        simple.window(),
        random.nextBoolean() ? MissingRule.UNKNOWN : one(MissingRule.values()),
        simple.exclusions(),
        simple.grouping(),
        List.of(),
        effectiveFrom);
  }

  private Objective objective(String name, BudgetingMethod method) {
    boolean slices = method != BudgetingMethod.OCCURRENCES;
    return new Objective(
        name,
        new Indicator.NotComputed("part " + name),
        new BigDecimal(one("0.8", "0.9", "0.95", "0.97", random.nextInt(5) == 0 ? "1" : "0.85")),
        method == BudgetingMethod.TIMESLICES ? new BigDecimal(one("0.8", "0.95")) : null,
        slices ? SLICE.multipliedBy(one(1, 1, 2, 4)) : null,
        new BigDecimal(one("1", "0.5", "2", "0.25")));
  }

  private Window window() {
    ZoneId zone = ZoneId.of(one(ZONES.toArray(String[]::new)));
    return one(
        rolling("1d"),
        rolling("3d"),
        rolling("5h"),
        CalendarWindow.natural(SpanUnit.DAY, zone),
        CalendarWindow.natural(SpanUnit.WEEK, zone),
        CalendarWindow.natural(SpanUnit.MONTH, zone));
  }

  @SafeVarargs
  private <T> T one(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
