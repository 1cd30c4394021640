package dev.aftermath.jobs.domain.kpi;

import java.io.Serializable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The days on which a version of a definition is in force.
 *
 * @param since the first of them; null for from the beginning
 * @param until the first day of the version after it; null while there is none
 */
public record Term(@Nullable LocalDate since, @Nullable LocalDate until) implements Serializable {
  /** From the beginning, without an end. */
  public static final Term ALWAYS = new Term(null, null);

  /** Whether a day is one of them. */
  public boolean holds(LocalDate day) {
    return (since == null || !day.isBefore(since)) && (until == null || day.isBefore(until));
  }

  /** The term in words, such as {@code since 2026-01-05}. */
  public String inWords() {
    String begin = since == null ? "from the beginning" : "since " + since;
    return until == null ? begin : begin + " until " + until + ", exclusive";
  }
}
