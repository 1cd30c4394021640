package dev.aftermath.jobs.domain.slo;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of what was bad in a window.
 *
 * @param incident null unless the kind is {@link Kind#INCIDENT}
 * @param bad in the unit of the budgeting method: events, slices or missing ratio
 */
public record BudgetPart(Kind kind, @Nullable IncidentSpan incident, BigDecimal bad) {

  /** Who answers for a part. */
  public enum Kind {
    /** An incident. */
    INCIDENT,
    /** Approved maintenance. */
    EXCLUSION,
    /** The steady rate outside all of the others. */
    BASELINE,
    /** Dips that belong to no incident. */
    UNEXPLAINED;

    /** The word in tables. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
