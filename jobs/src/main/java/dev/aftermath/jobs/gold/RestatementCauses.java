package dev.aftermath.jobs.gold;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.aftermath.jobs.domain.calendar.Days;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/**
 * What differs between what two versions of a table were computed from. Where neither the program
 * nor a definition does, each row tells the nearest cause:
 *
 * <ul>
 *   <li>a day of {@link SloWindows} of which net figures alone differ: an exclusion; another one:
 *       samples, since these change gross figures too;
 *   <li>a breach of which the tenants alone differ: incidents, which name them; another one, and a
 *       burn-rate episode: samples, since nothing else counts in them;
 *   <li>an exclusion of which only that differs which was counted in it: samples; another one:
 *       itself, or one that overlaps it;
 *   <li>a part of a budget: samples where slices of the window's days differ or may, else an
 *       exclusion where one of these days differs, else incidents, or what is a costly dip beside
 *       all that was measured since.
 * </ul>
 *
 * @param ofAll the cause of all that differs; null when rows tell
 * @param samples days of which slices differ; null when that may be all
 * @param exclusions days of exclusions that came, went or were changed
 */
public record RestatementCauses(@Nullable Reason ofAll, @Nullable Days samples, Days exclusions) {

  /** Why figures came out differently. */
  public enum Reason {
    CODE_CHANGED,
    DEFINITION_CHANGED,
    LATE_DATA,
    EXCLUSION_CHANGED,
    INCIDENT_CHANGED,
    MATCHING_CHANGED;

    Column word() {
      return lit(name().toLowerCase(Locale.ROOT));
    }
  }

  /** The cause of all, whatever else differs. */
  public static RestatementCauses of(Reason ofAll) {
    return new RestatementCauses(ofAll, null, Days.none());
  }

  /** The word for a row of {@link Restated#pairs}. */
  Column reason(Restated table, List<String> figures) {
    if (ofAll != null) {
      return ofAll.word();
    }
    return switch (table.kind()) {
      case DAY ->
          when(isSameBut(figures, "net_", "excluded_"), Reason.EXCLUSION_CHANGED.word())
              .otherwise(Reason.LATE_DATA.word());
      case BREACH ->
          when(isSameBut(figures, "tenants"), Reason.INCIDENT_CHANGED.word())
              .otherwise(Reason.LATE_DATA.word());
      case BURN_EPISODE -> Reason.LATE_DATA.word();
      case EXCLUSION ->
          when(isSameBut(figures, "excluded_", "is_unused"), Reason.LATE_DATA.word())
              .otherwise(Reason.EXCLUSION_CHANGED.word());
      case BUDGET_PART ->
          when(samples == null ? lit(true) : touched(samples), Reason.LATE_DATA.word())
              .when(touched(exclusions), Reason.EXCLUSION_CHANGED.word())
              .otherwise(Reason.INCIDENT_CHANGED.word());
    };
  }

  /** Whether all figures are the same but those whose names begin in one of some ways. */
  private static Column isSameBut(List<String> figures, String... beginnings) {
    return SideBySide.areSame(
        figures.stream()
            .filter(figure -> Arrays.stream(beginnings).noneMatch(figure::startsWith))
            .toList());
  }

  /** Whether the window shares time with a day, in UTC as slices are kept. */
  private static Column touched(Days days) {
    return days.runs().stream()
        .map(
            run ->
                SideBySide.either("window_start")
                    .lt(lit(run.last().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC)))
                    .and(
                        SideBySide.either("window_end")
                            .gt(lit(run.first().atStartOfDay().toInstant(ZoneOffset.UTC)))))
        .reduce(lit(false), Column::or);
  }
}
