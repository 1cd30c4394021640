package dev.aftermath.jobs.endtoend;

import dev.aftermath.jobs.endtoend.TrueKpi.Kind;
import dev.aftermath.jobs.endtoend.TrueKpi.Outcome;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of KPIs over known cases, reckoned one case after another. */
final class TrueFigures {
  private static final String NONE = "(none)";

  private final TrueWeeks weeks;
  private final Map<String, Segment> segments = new TreeMap<>();
  private final Map<String, String> figures = new HashMap<>();

  private TrueFigures(TrueWeeks weeks) {
    this.weeks = weeks;
  }

  /** The places of the cases of a segment, and the first week that it has any in. */
  private static final class Segment {
    private final List<Integer> places = new ArrayList<>();
    private LocalDate first = LocalDate.MAX;

    void add(int place, LocalDate monday) {
      places.add(place);
      first = monday.isBefore(first) ? monday : first;
    }
  }

  /** What a KPI makes of one case; {@code at} puts it into a period. */
  private record Told(
      @Nullable Instant begin, @Nullable Instant end, @Nullable Instant at, Outcome outcome) {}

  /** Every figure by its KPI, period, segment type and segment. */
  static <T> Map<String, String> of(TrueSubject<T> subject, TrueWeeks weeks) {
    TrueFigures figures = new TrueFigures(weeks);
    List<T> cases = subject.cases();
    for (int place = 0; place < cases.size(); place++) {
      figures.place(subject, place);
    }
    for (TrueKpi<T> kpi : subject.kpis()) {
      List<Told> told = cases.stream().map(it -> told(subject, kpi, it)).toList();
      figures.segments.forEach((name, segment) -> figures.tell(kpi, told, name, segment));
    }
    return figures.figures;
  }

  private static <T> Told told(TrueSubject<T> subject, TrueKpi<T> kpi, T one) {
    return new Told(
        subject.begin(one), subject.end(one), kpi.cohort().apply(one), kpi.outcome().apply(one));
  }

  /** In the week of the first that happened to it; what is yet to come is in no week. */
  private <T> void place(TrueSubject<T> subject, int place) {
    T one = subject.cases().get(place);
    LocalDate first =
        subject.instants().stream()
            .map(instant -> instant.apply(one))
            .filter(this::isPast)
            .map(at -> weeks.mondayOf(Objects.requireNonNull(at)))
            .min(Comparator.naturalOrder())
            .orElseThrow();
    subject
        .segments()
        .apply(one)
        .forEach(name -> segments.computeIfAbsent(name, key -> new Segment()).add(place, first));
  }

  private boolean isPast(@Nullable Instant at) {
    return at != null && at.isBefore(weeks.asOf());
  }

  /** The segments that an incident is in. */
  static Stream<String> segments(KnownIncident incident) {
    return Stream.of(
        "all\tall",
        "service\t" + incident.service(),
        "tenant\t" + Objects.requireNonNullElse(incident.tenant(), NONE),
        "priority\t" + Objects.requireNonNullElse(incident.priority(), NONE),
        "system\t" + incident.system());
  }

  /** What one KPI makes of the cases of one period. */
  private static final class Tally {
    private final List<Long> values = new ArrayList<>();
    private final Map<String, Long> excluded = new TreeMap<>();

    void add(Outcome outcome) {
      if (outcome.reason() == null) {
        values.add(outcome.value());
      } else {
        excluded.merge(outcome.reason(), 1L, Long::sum);
      }
    }
  }

  private void tell(TrueKpi<?> kpi, List<Told> told, String name, Segment segment) {
    Map<LocalDate, Tally> byWeek = new TreeMap<>();
    weeks.since(segment.first).forEach(monday -> byWeek.put(monday, new Tally()));
    List<Told> here = segment.places.stream().map(told::get).toList();
    for (Told each : here) {
      if (each.at != null && isPast(each.at)) {
        Objects.requireNonNull(byWeek.get(weeks.mondayOf(each.at))).add(each.outcome);
      }
    }
    byWeek.forEach(
        (monday, tally) ->
            figures.put(
                kpi.id() + "\t" + TrueWeeks.label(monday) + "\t" + name,
                figure(kpi, tally, here, weeks.seenOfWeek(monday))));
  }

  private static String figure(TrueKpi<?> kpi, Tally tally, List<Told> told, Instant periodEnd) {
    long[] values =
        (kpi.kind() == Kind.AGE
                ? open(told, periodEnd).map(it -> age(it, periodEnd))
                : tally.values.stream())
            .mapToLong(Long::longValue)
            .sorted()
            .toArray();
    long sum = Arrays.stream(values).sum();
    Double mean = values.length == 0 ? null : Double.valueOf((double) sum / values.length);
    boolean isDuration = kpi.kind() == Kind.DURATION || kpi.kind() == Kind.AGE;
    long n =
        switch (kpi.kind()) {
          case DURATION, NUMBER, PART, AGE -> values.length;
          case COUNT -> sum;
          case STOCK -> open(told, periodEnd).count();
        };
    Double value =
        kpi.headline() == null
            ? kpi.kind() == Kind.PART ? mean : Double.valueOf((double) n)
            : switch (kpi.headline()) {
              case MEAN -> mean;
              case MEDIAN -> tenth(values, 5);
              case GEOMETRIC_MEAN -> geometricMean(values);
            };
    return shown(
        n,
        kpi.kind() == Kind.PART ? sum : null,
        isDuration ? mean : null,
        isDuration ? tenth(values, 5) : null,
        isDuration ? tenth(values, 9) : null,
        isDuration ? geometricMean(values) : null,
        value,
        tally.excluded.values().stream().mapToLong(Long::longValue).sum(),
        tally.excluded);
  }

  /** A figure as a line, numbers to the millionth. */
  static String shown(
      long n,
      @Nullable Long numerator,
      @Nullable Double mean,
      @Nullable Double median,
      @Nullable Double p90,
      @Nullable Double geometricMean,
      @Nullable Double value,
      long excludedCount,
      Map<String, Long> excluded) {
    return "n "
        + n
        + " numerator "
        + numerator
        + " mean "
        + shown(mean)
        + " median "
        + shown(median)
        + " p90 "
        + shown(p90)
        + " geometric mean "
        + shown(geometricMean)
        + " value "
        + shown(value)
        + " excluded "
        + excludedCount
        + " "
        + excluded;
  }

  private static @Nullable String shown(@Nullable Double number) {
    return number == null
        ? null
        : BigDecimal.valueOf(number).setScale(6, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Those that the KPI is about and that had come and not gone when the period ended. */
  private static Stream<Told> open(List<Told> told, Instant periodEnd) {
    return told.stream()
        .filter(it -> it.outcome.reason() == null)
        .filter(it -> it.begin != null && it.begin.isBefore(periodEnd))
        .filter(it -> it.end == null || !it.end.isBefore(periodEnd));
  }

  private static long age(Told open, Instant periodEnd) {
    return periodEnd.getEpochSecond() - Objects.requireNonNull(open.begin).getEpochSecond();
  }

  /** The quantile at so many tenths, type 7, in whole numbers with one division at the end. */
  static @Nullable Double tenth(long[] ascending, int tenths) {
    if (ascending.length == 0) {
      return null;
    }
    int place = tenths * (ascending.length - 1) / 10;
    int beyond = tenths * (ascending.length - 1) % 10;
    long below = ascending[place];
    long above = beyond == 0 ? below : ascending[place + 1];
    return ((10 - beyond) * below + beyond * above) / 10.0;
  }

  private static @Nullable Double geometricMean(long[] ascending) {
    double sum = 0;
    for (long value : ascending) {
      sum += StrictMath.log((double) Math.max(1, value));
    }
    return ascending.length == 0 ? null : Double.valueOf(StrictMath.exp(sum / ascending.length));
  }
}
