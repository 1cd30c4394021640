package dev.aftermath.jobs.domain.kpi;

import dev.aftermath.jobs.domain.digest.Sha256;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One version of the definition of one KPI.
 *
 * @param id what the KPI is called in tables, such as {@code mttr}
 * @param version counts up whenever the definition changes what is computed
 * @param text the definition as a reader of the report sees it
 * @param term when the version is in force
 * @param concept what other products measure too, such as {@code time_to_resolve}; null when it is
 *     compared with none
 * @param dialect the product whose definition this is; null for our own
 * @param subject what it is about
 * @param population what a case must meet, looked at in this order
 * @param cohort the instant that puts a case into a period
 * @param headline which figure of the measured values is the KPI's value; null unless it measures
 * @param withinSeconds the longest duration that counts; null unless it is a share
 * @param meets what is counted: of a ratio its numerator, of a count those that make it; null where
 *     each case of the population counts
 * @param unit of the KPI's value
 * @param target null where none is declared
 */
public record KpiDefinition(
    String id,
    long version,
    String name,
    String text,
    Term term,
    @Nullable String concept,
    @Nullable String dialect,
    Subject subject,
    List<Condition> population,
    Cohort cohort,
    Statistic statistic,
    @Nullable Headline headline,
    Measure measure,
    @Nullable Long withinSeconds,
    @Nullable Criterion meets,
    String unit,
    Direction direction,
    @Nullable Target target)
    implements Serializable {
  private static final String OPEN = "is_open";

  /** What is computed from the cases of a period. */
  public enum Statistic {
    /** Figures of a duration. */
    DURATION,
    /** Figures of a number that the facts tell. */
    NUMBER,
    /** How many there are. */
    COUNT,
    /** Which part of those that can meet a criterion meets it. */
    RATIO,
    /** Which part of the durations is no longer than a threshold. */
    SHARE,
    /** How many were open when the period ended. */
    STOCK,
    /** Figures of how long those that were open when the period ended had been so by then. */
    AGE;

    /** Whether it is a part of a whole, from 0 to 1. */
    public boolean isPart() {
      return this == RATIO || this == SHARE;
    }

    /** Whether each case brings a value of its own, of which the headline is chosen. */
    public boolean isMeasured() {
      return this == DURATION || this == NUMBER;
    }

    /** Whether it is about what was open when the period ended, whenever that came to be. */
    public boolean isOfWhatIsOpen() {
      return this == STOCK || this == AGE;
    }

    /** Whether its figures are seconds. */
    public boolean isInSeconds() {
      return this == DURATION || this == AGE;
    }
  }

  /** Which figure of measured values stands for them. */
  public enum Headline {
    MEAN,
    MEDIAN,
    P90,
    GEOMETRIC_MEAN
  }

  /** Which way is good. */
  public enum Direction {
    LOWER_IS_BETTER,
    HIGHER_IS_BETTER,
    NEITHER
  }

  /** Takes a copy. */
  public KpiDefinition {
    population = List.copyOf(population);
  }

  /** A value of an enumeration as settings and tables write it. */
  public static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** The id and the version, such as {@code mttr@3}. */
  public String label() {
    return id + "@" + version;
  }

  /**
   * Tells definitions apart that may give other figures of the same cases: 64 hexadecimal digits
   * that neither names and words nor the version and its term have a part in.
   */
  public String digest() {
    List<Object> parts =
        new ArrayList<>(
            List.of(
                population,
                cohort,
                statistic,
                String.valueOf(headline),
                measure,
                String.valueOf(withinSeconds),
                String.valueOf(meets),
                unit,
                String.valueOf(target)));
    // Digests of incidents stay what they were before there were other subjects.
    if (subject != Subject.INCIDENTS) {
      parts.add(subject);
    }
    return Sha256.hex(parts.toString());
  }

  /** The same definition with another term. */
  public KpiDefinition during(Term other) {
    return new KpiDefinition(
        id,
        version,
        name,
        text,
        other,
        concept,
        dialect,
        subject,
        population,
        cohort,
        statistic,
        headline,
        measure,
        withinSeconds,
        meets,
        unit,
        direction,
        target);
  }

  /** What the definition makes of a case: the first condition that it fails decides. */
  public Decision decide(CaseColumns known) {
    for (Condition condition : population) {
      if (!condition.criterion().isMetBy(known)) {
        return new Decision.LeftOut(condition.otherwise());
      }
    }
    if (statistic.isOfWhatIsOpen()) {
      return stay(known);
    }
    if (meets != null) {
      return meets.isDecidedFor(known)
          ? new Decision.Taken(meets.isMetBy(known) ? 1 : 0, null)
          : new Decision.LeftOut(Measure.notKnown(meets.column()));
    }
    Decision measured = measure.of(known);
    return withinSeconds != null && measured instanceof Decision.Taken taken
        ? new Decision.Taken(taken.value() <= withinSeconds ? 1 : 0, taken.stretch())
        : measured;
  }

  /**
   * What the definition makes of a case of a period: of one that was open when that ended, also how
   * long it had been so.
   */
  public Decision decide(CaseColumns known, Instant periodEnd) {
    Decision decision = decide(known);
    if (statistic != Statistic.AGE || !(decision instanceof Decision.Taken)) {
      return decision;
    }
    String begin = subject.column(subject.begin());
    Instant begun = Objects.requireNonNull(known.instant(begin));
    long seconds = periodEnd.getEpochSecond() - begun.getEpochSecond();
    return new Decision.Taken(
        seconds, new Stretch(begin, begun, "period_end_at", periodEnd, seconds));
  }

  /** What came or ended at a time that nobody knows, or ended first, is in no period's stock. */
  private Decision stay(CaseColumns known) {
    Instant begun = known.instant(subject.column(subject.begin()));
    Instant ended = end(known);
    if (begun == null) {
      return new Decision.LeftOut(Measure.START_NOT_KNOWN);
    }
    if (ended == null) {
      return "true".equals(known.text(OPEN))
          ? new Decision.Taken(1, null)
          : new Decision.LeftOut(Measure.END_NOT_KNOWN);
    }
    return ended.isBefore(begun)
        ? new Decision.LeftOut(Measure.ENDS_BEFORE_IT_STARTS)
        : new Decision.Taken(1, null);
  }

  /**
   * From when to when the duration lasts that is measured of a case, over or not. Whoever has ended
   * a case need not acknowledge it any more. Of the age of what is open, from when to when it is
   * so.
   *
   * @return null unless a duration or an age is measured, has begun, and goes on or has a known end
   */
  public @Nullable Lasting lasting(CaseColumns known) {
    if (statistic == Statistic.AGE) {
      return decide(known) instanceof Decision.Taken ? stayed(known) : null;
    }
    if (statistic != Statistic.DURATION
        || subject.end() == null
        || !(measure instanceof Measure.Elapsed elapsed)
        || !isAdmittedSoFar(known)) {
      return null;
    }
    Instant start = elapsed.start(known);
    if (start == null) {
      return null;
    }
    Instant stated = elapsed.end(known);
    Instant end = stated == null ? end(known) : stated;
    if (end != null) {
      return Lasting.until(start, end);
    }
    return "true".equals(known.text(OPEN)) ? Lasting.since(start) : null;
  }

  private @Nullable Lasting stayed(CaseColumns known) {
    Instant begun = known.instant(subject.column(subject.begin()));
    Instant ended = end(known);
    if (begun == null) {
      return null;
    }
    return ended == null ? Lasting.since(begun) : Lasting.until(begun, ended);
  }

  private @Nullable Instant end(CaseColumns known) {
    Cohort end = subject.end();
    return end == null ? null : known.instant(subject.column(end));
  }

  private boolean isAdmittedSoFar(CaseColumns known) {
    for (Condition condition : population) {
      Criterion criterion = condition.criterion();
      if (!subject.knownAtTheEnd().contains(criterion.column()) && !criterion.isMetBy(known)) {
        return false;
      }
    }
    return true;
  }

  /** Every reason for which a case can be left out, in a fixed order. */
  public List<String> reasons() {
    Set<String> reasons = new LinkedHashSet<>();
    population.forEach(condition -> reasons.add(condition.otherwise()));
    if (statistic.isOfWhatIsOpen()) {
      reasons.add(Measure.START_NOT_KNOWN);
      reasons.add(Measure.END_NOT_KNOWN);
      reasons.add(Measure.ENDS_BEFORE_IT_STARTS);
    }
    if (meets != null) {
      reasons.add(Measure.notKnown(meets.column()));
    } else {
      reasons.addAll(measure.reasons());
    }
    return List.copyOf(reasons);
  }

  /** The column of the instant that puts a case into a period. */
  public String cohortColumn() {
    return subject.column(cohort);
  }

  /** Every column that it reads. */
  public Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    population.forEach(condition -> columns.addAll(condition.criterion().columns()));
    if (statistic.isOfWhatIsOpen()) {
      columns.add(subject.column(subject.begin()));
    }
    Cohort end = subject.end();
    if (end != null && (statistic.isOfWhatIsOpen() || statistic == Statistic.DURATION)) {
      columns.add(subject.column(end));
      columns.add(OPEN);
    }
    if (meets != null) {
      columns.addAll(meets.columns());
    }
    columns.addAll(measure.columns());
    return columns;
  }
}
