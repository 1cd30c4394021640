package dev.aftermath.jobs.domain.cause;

import dev.aftermath.jobs.domain.incident.IncidentState;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What came of a problem record. */
public enum ProblemOutcome {
  /** It is worked on. */
  OPEN,
  /** It was closed, and nothing says that it was without a fix. */
  FIXED,
  /** It was closed without a fix: nobody means to do anything about its cause, or not by it. */
  NOT_FIXED;

  private static final Set<String> WITHOUT_FIX =
      Set.of("risk_accepted", "duplicate", "canceled", "cancelled");

  /**
   * The outcome.
   *
   * @param state null where nothing says how it stands, which is taken to be open
   * @param resolution how it was closed, in the word of its source; null where nothing says
   */
  public static ProblemOutcome of(@Nullable IncidentState state, @Nullable String resolution) {
    if (state == null) {
      return OPEN;
    }
    String word =
        resolution == null ? "" : resolution.strip().toLowerCase(Locale.ROOT).replace(' ', '_');
    return switch (state) {
      case CANCELLED -> NOT_FIXED;
      case RESOLVED, CLOSED -> WITHOUT_FIX.contains(word) ? NOT_FIXED : FIXED;
      default -> OPEN;
    };
  }

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
