package dev.aftermath.jobs.endtoend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the definition of a KPI says in its words, told once more in plain Java.
 *
 * @param cohort which instant of an incident puts it into a period
 * @param outcome what an incident brings, or why it is left out
 * @param headline of a duration or number which figure is its value; null of anything else
 */
record TrueKpi(
    String id,
    Function<KnownIncident, @Nullable Instant> cohort,
    Kind kind,
    Function<KnownIncident, Outcome> outcome,
    @Nullable Headline headline) {

  enum Kind {
    DURATION,
    NUMBER,
    COUNT,
    PART,
    STOCK
  }

  enum Headline {
    MEAN,
    MEDIAN,
    GEOMETRIC_MEAN
  }

  /** What an incident brings; a reason of those that are left out. */
  record Outcome(long value, @Nullable String reason) {
    static Outcome of(long value) {
      return new Outcome(value, null);
    }

    static Outcome without(String reason) {
      return new Outcome(0, reason);
    }
  }

  /** The conditions of a definition, in their order, before what is measured. */
  static final class Draft {
    private record Condition(Predicate<KnownIncident> holds, String otherwise) {}

    private final String id;
    private final Function<KnownIncident, @Nullable Instant> cohort;
    private final List<Condition> conditions = new ArrayList<>();

    private Draft(String id, Function<KnownIncident, @Nullable Instant> cohort) {
      this.id = id;
      this.cohort = cohort;
    }

    Draft needs(Predicate<KnownIncident> holds, String otherwise) {
      conditions.add(new Condition(holds, otherwise));
      return this;
    }

    /** Figures of the seconds from one instant to another; a clock may be 5 s behind the other. */
    TrueKpi lasts(
        Headline headline,
        Function<KnownIncident, @Nullable Instant> start,
        Function<KnownIncident, @Nullable Instant> end) {
      return kpi(Kind.DURATION, it -> elapsed(start.apply(it), end.apply(it)), headline);
    }

    TrueKpi seconds(
        Headline headline, String column, Function<KnownIncident, @Nullable Long> seconds) {
      return kpi(Kind.DURATION, it -> known(column, seconds.apply(it)), headline);
    }

    TrueKpi within(
        long seconds,
        Function<KnownIncident, @Nullable Instant> start,
        Function<KnownIncident, @Nullable Instant> end) {
      return kpi(
          Kind.PART,
          it -> {
            Outcome lasted = elapsed(start.apply(it), end.apply(it));
            return lasted.reason() == null ? Outcome.of(lasted.value() <= seconds ? 1 : 0) : lasted;
          },
          null);
    }

    TrueKpi number(String column, Function<KnownIncident, @Nullable Long> number) {
      return kpi(Kind.NUMBER, it -> known(column, number.apply(it)), Headline.MEAN);
    }

    TrueKpi part(String column, Function<KnownIncident, @Nullable Boolean> meets) {
      return kpi(Kind.PART, it -> met(column, meets.apply(it)), null);
    }

    TrueKpi count(String column, Function<KnownIncident, @Nullable Boolean> meets) {
      return kpi(Kind.COUNT, it -> met(column, meets.apply(it)), null);
    }

    TrueKpi count() {
      return kpi(Kind.COUNT, it -> Outcome.of(1), null);
    }

    TrueKpi stock() {
      return kpi(Kind.STOCK, it -> Outcome.of(1), null);
    }

    private TrueKpi kpi(
        Kind kind, Function<KnownIncident, Outcome> measure, @Nullable Headline headline) {
      List<Condition> all = List.copyOf(conditions);
      return new TrueKpi(
          id,
          cohort,
          kind,
          it ->
              all.stream()
                  .filter(condition -> !condition.holds.test(it))
                  .findFirst()
                  .map(condition -> Outcome.without(condition.otherwise))
                  .orElseGet(() -> measure.apply(it)),
          headline);
    }

    private static Outcome known(String column, @Nullable Long told) {
      return told == null ? Outcome.without(column + "_not_known") : Outcome.of(told);
    }

    private static Outcome met(String column, @Nullable Boolean meets) {
      return meets == null ? Outcome.without(column + "_not_known") : Outcome.of(meets ? 1 : 0);
    }

    private static Outcome elapsed(@Nullable Instant start, @Nullable Instant end) {
      if (start == null) {
        return Outcome.without("start_not_known");
      }
      if (end == null) {
        return Outcome.without("end_not_known");
      }
      long seconds = end.getEpochSecond() - start.getEpochSecond();
      return seconds < -5
          ? Outcome.without("ends_before_it_starts")
          : Outcome.of(Math.max(0, seconds));
    }
  }

  /** By when incidents were opened. */
  static Draft opened(String id) {
    return new Draft(id, KnownIncident::openedAt);
  }

  /** By their last resolution. */
  static Draft resolved(String id) {
    return new Draft(id, KnownIncident::resolvedAt);
  }

  /** By their last resolution or, where none is known, their closing. */
  static Draft settled(String id) {
    return new Draft(id, KnownIncident::settledAt);
  }
}
