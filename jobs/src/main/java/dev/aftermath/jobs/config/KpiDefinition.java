package dev.aftermath.jobs.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of the definition of one KPI over incident facts.
 *
 * @param id what the KPI is called in tables, such as {@code mttr}
 * @param version counts up whenever the definition changes what is computed
 * @param text the definition as a reader of the report sees it
 * @param start the fact's instant that a duration begins at; null unless it is a duration
 * @param end the fact's instant that a duration ends at; null unless it is a duration
 * @param flag the fact's yes-or-no column that is counted; null to count incidents
 * @param conditions which values of a column let an incident in; all conditions must hold
 * @param impossible what becomes of a duration that ends before it begins
 * @param direction which way is good
 */
public record KpiDefinition(
    String id,
    long version,
    String name,
    String text,
    Statistic statistic,
    Cohort cohort,
    @Nullable String start,
    @Nullable String end,
    @Nullable String flag,
    Map<String, List<String>> conditions,
    Impossible impossible,
    Direction direction)
    implements Serializable {

  /** What is computed from the incidents of a period. */
  public enum Statistic {
    /** Mean, median and 90th percentile of a duration. */
    DURATION,
    /** How many there are. */
    COUNT,
    /** Which part of those that can have the flag has it. */
    RATIO,
    /** How many were open when the period ended. */
    STOCK;

    /** The unit of the KPI's value. */
    public String unit() {
      return switch (this) {
        case DURATION -> "seconds";
        case COUNT, STOCK -> "incidents";
        case RATIO -> "ratio";
      };
    }
  }

  /** Which instant of an incident puts it into a period. */
  public enum Cohort {
    OPENED,
    RESOLVED,
    SETTLED
  }

  /** What becomes of a duration that ends before it begins by more than clock skew. */
  public enum Impossible {
    EXCLUDED,
    KEPT
  }

  /** Which way of the figure is good. */
  public enum Direction {
    LOWER_IS_BETTER,
    HIGHER_IS_BETTER,
    NEITHER
  }

  /** Takes copies. */
  public KpiDefinition {
    // Sorted, so that the same definition always reads the same.
    conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
  }
}
