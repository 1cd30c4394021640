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
 * @param <T> what it is about: incidents, or cases of another kind
 * @param cohort which instant of a case puts it into a period
 * @param outcome what a case brings, or why it is left out
 * @param headline of a duration or number which figure is its value; null of anything else
 */
record TrueKpi<T>(
    String id,
    Function<T, @Nullable Instant> cohort,
    Kind kind,
    Function<T, Outcome> outcome,
    @Nullable Headline headline) {

  enum Kind {
    DURATION,
    NUMBER,
    COUNT,
    PART,
    STOCK,
    AGE
  }

  enum Headline {
    MEAN,
    MEDIAN,
    GEOMETRIC_MEAN
  }

  /** What a case brings; a reason of those that are left out. */
  record Outcome(long value, @Nullable String reason) {
    static Outcome of(long value) {
      return new Outcome(value, null);
    }

    static Outcome without(String reason) {
      return new Outcome(0, reason);
    }
  }

  /** The conditions of a definition, in their order, before what is measured. */
  static final class Draft<T> {
    private record Condition<T>(Predicate<T> holds, String otherwise) {}

    private final String id;
    private final Function<T, @Nullable Instant> cohort;
    private final List<Condition<T>> conditions = new ArrayList<>();

    private Draft(String id, Function<T, @Nullable Instant> cohort) {
      this.id = id;
      this.cohort = cohort;
    }

    Draft<T> needs(Predicate<T> holds, String otherwise) {
      conditions.add(new Condition<>(holds, otherwise));
      return this;
    }

    /** Figures of the seconds from one instant to another; a clock may be 5 s behind the other. */
    TrueKpi<T> lasts(
        Headline headline,
        Function<T, @Nullable Instant> start,
        Function<T, @Nullable Instant> end) {
      return kpi(Kind.DURATION, it -> elapsed(start.apply(it), end.apply(it)), headline);
    }

    TrueKpi<T> seconds(Headline headline, String column, Function<T, @Nullable Long> seconds) {
      return kpi(Kind.DURATION, it -> known(column, seconds.apply(it)), headline);
    }

    TrueKpi<T> within(
        long seconds, Function<T, @Nullable Instant> start, Function<T, @Nullable Instant> end) {
      return kpi(Kind.PART, it -> isWithin(seconds, elapsed(start.apply(it), end.apply(it))), null);
    }

    TrueKpi<T> within(long seconds, String column, Function<T, @Nullable Long> told) {
      return kpi(Kind.PART, it -> isWithin(seconds, known(column, told.apply(it))), null);
    }

    TrueKpi<T> number(Headline headline, String column, Function<T, @Nullable Long> number) {
      return kpi(Kind.NUMBER, it -> known(column, number.apply(it)), headline);
    }

    TrueKpi<T> part(String column, Function<T, @Nullable Boolean> meets) {
      return kpi(Kind.PART, it -> met(column, meets.apply(it)), null);
    }

    TrueKpi<T> count(String column, Function<T, @Nullable Boolean> meets) {
      return kpi(Kind.COUNT, it -> met(column, meets.apply(it)), null);
    }

    TrueKpi<T> count() {
      return kpi(Kind.COUNT, it -> Outcome.of(1), null);
    }

    TrueKpi<T> stock() {
      return kpi(Kind.STOCK, it -> Outcome.of(1), null);
    }

    /** Of those that were open when the period ended, how long they had been so. */
    TrueKpi<T> age(Headline headline) {
      return kpi(Kind.AGE, it -> Outcome.of(1), headline);
    }

    private TrueKpi<T> kpi(Kind kind, Function<T, Outcome> measure, @Nullable Headline headline) {
      List<Condition<T>> all = List.copyOf(conditions);
      return new TrueKpi<>(
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

    private static Outcome isWithin(long seconds, Outcome lasted) {
      return lasted.reason() == null ? Outcome.of(lasted.value() <= seconds ? 1 : 0) : lasted;
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

  /** By an instant of a case. */
  static <T> Draft<T> by(Function<T, @Nullable Instant> cohort, String id) {
    return new Draft<>(id, cohort);
  }

  /** By when incidents were opened. */
  static Draft<KnownIncident> opened(String id) {
    return new Draft<>(id, KnownIncident::openedAt);
  }

  /** By their last resolution. */
  static Draft<KnownIncident> resolved(String id) {
    return new Draft<>(id, KnownIncident::resolvedAt);
  }

  /** By their last resolution or, where none is known, their closing. */
  static Draft<KnownIncident> settled(String id) {
    return new Draft<>(id, KnownIncident::settledAt);
  }
}
