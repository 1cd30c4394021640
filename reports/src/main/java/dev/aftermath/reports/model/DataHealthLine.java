package dev.aftermath.reports.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one source delivered.
 *
 * @param source its name
 * @param files export files read
 * @param goodRecords records taken
 * @param duplicateRecords records known already
 * @param quarantinedRecords records refused with a reason
 * @param lastObservedAt latest instant the source speaks of, null where it delivered nothing
 * @param warnings what a reader should know, such as a file that ends at a known export cap
 */
public record DataHealthLine(
    String source,
    long files,
    long goodRecords,
    long duplicateRecords,
    long quarantinedRecords,
    @Nullable Instant lastObservedAt,
    List<String> warnings) {
  /** Copies the warnings. */
  public DataHealthLine {
    warnings = List.copyOf(warnings);
  }
}
