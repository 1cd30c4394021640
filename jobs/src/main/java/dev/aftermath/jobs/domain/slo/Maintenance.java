package dev.aftermath.jobs.domain.slo;

import dev.aftermath.jobs.domain.calendar.Interval;
import java.io.Serializable;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A change that was approved as maintenance, as its record tells it.
 *
 * @param exclusion the approved stretch: the planned one, however long the work then took
 * @param approval the source's word
 * @param approver the group that approved it; null when the record names none
 * @param enteredAt when it was entered; null when the record does not say
 * @param approvedAt when it was approved; null when the record does not say
 */
public record Maintenance(
    Exclusion exclusion,
    String approval,
    @Nullable String approver,
    @Nullable Instant enteredAt,
    @Nullable Instant approvedAt)
    implements Serializable {

  /** Whether it was entered or approved after it had begun. */
  public boolean isAfterTheFact() {
    Instant start = exclusion.interval().start();
    return (enteredAt != null && enteredAt.isAfter(start))
        || (approvedAt != null && approvedAt.isAfter(start));
  }

  /** Whether another one of the same service covers a part of its time. */
  public boolean overlapsAny(Collection<Maintenance> others) {
    Interval own = exclusion.interval();
    return others.stream()
        .map(Maintenance::exclusion)
        .anyMatch(
            other ->
                !other.id().equals(exclusion.id())
                    && other.interval().start().isBefore(own.end())
                    && own.start().isBefore(other.interval().end()));
  }
}
