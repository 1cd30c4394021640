package dev.aftermath.jobs.domain.incident;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whether an incident belongs to the population of the KPIs, and if not, why. */
public enum Population {
  COUNTED,
  /** It lives on in another incident, which is the one that counts. */
  MERGED,
  /** A second record about what another one tells already. */
  DUPLICATE,
  TEST,
  DRILL,
  MAINTENANCE;

  /**
   * The class of an incident; being merged decides before its kind does.
   *
   * @param mergedInto the incident it was merged into; null when it was not
   * @param kind its kind in the word of {@link IncidentField#INCIDENT_KIND}; unknown words count
   */
  public static Population of(@Nullable String mergedInto, @Nullable String kind) {
    if (mergedInto != null) {
      return MERGED;
    }
    return switch (kind == null ? "" : kind.strip().toLowerCase(Locale.ROOT)) {
      case "test" -> TEST;
      case "drill" -> DRILL;
      case "maintenance" -> MAINTENANCE;
      default -> COUNTED;
    };
  }

  /** The word in tables. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
