package dev.aftermath.reports.model;

import org.jspecify.annotations.Nullable;

/**
 * When people were told of the incidents of one priority that were opened in the week.
 *
 * @param priority the priority as recorded, null of incidents without one
 * @param customers told by a status page
 * @param stakeholders told by a ticket
 */
public record UpdateLine(@Nullable String priority, Told customers, Told stakeholders) {
  /**
   * Those of one audience; seconds run from the opening to the first update.
   *
   * @param incidentCount incidents that it could be told of
   * @param toldCount those that it was told of
   * @param medianSeconds median of these, null of fewer than five
   * @param longestSeconds the longest of these, null where none was told of
   */
  public record Told(
      long incidentCount,
      long toldCount,
      @Nullable Double medianSeconds,
      @Nullable Long longestSeconds) {
    /** Refuses a median that no format can show. */
    public Told {
      Finite.require("median time to the first update", medianSeconds);
    }
  }
}
