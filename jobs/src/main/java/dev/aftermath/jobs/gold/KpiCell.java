package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.statistics.ChangeOfMean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** What one KPI takes from the incidents of one segment, cohort and period. */
final class KpiCell {
  private final SortedMap<String, ChangeOfMean.Group> groups = new TreeMap<>();
  private final List<Lasting> lasting = new ArrayList<>();
  private long n;
  private long total;
  private long[] seconds = {};
  private @Nullable Longest longest;

  /**
   * The longest duration; of several the one whose incident comes last by name.
   *
   * @param group the priority of the incident
   */
  record Longest(long seconds, String incident, String group) {
    private boolean isBefore(Longest other) {
      return seconds < other.seconds
          || (seconds == other.seconds && incident.compareTo(other.incident) < 0);
    }
  }

  /**
   * A duration that goes on beyond the week it began in.
   *
   * @param startSecond since the epoch
   * @param endSecond since the epoch; null while nobody knows it
   */
  record Lasting(long startSecond, @Nullable Long endSecond) {
    boolean isOpenAt(long second) {
      return startSecond < second && (endSecond == null || endSecond >= second);
    }
  }

  /** Adds the incidents of one priority, as {@link KpiValues} sums them. */
  void add(String group, Row sum) {
    n += sum.getLong(0);
    long added = sum.isNullAt(1) ? 0 : sum.getLong(1);
    total += added;
    if (!sum.isNullAt(2)) {
      add(group, new ChangeOfMean.Group(sum.getLong(0), added));
      List<Long> values = sum.getList(2);
      addSeconds(values.stream().mapToLong(Long::longValue).toArray());
    }
    if (!sum.isNullAt(3)) {
      add(new Longest(sum.getStruct(3).getLong(0), sum.getStruct(3).getString(1), group));
    }
    if (!sum.isNullAt(4)) {
      List<Row> told = sum.getList(4);
      told.forEach(
          row -> lasting.add(new Lasting(row.getLong(0), row.isNullAt(1) ? null : row.getLong(1))));
    }
  }

  /** Adds what another period holds, all but what lasts beyond it. */
  void add(KpiCell other) {
    n += other.n;
    total += other.total;
    addSeconds(other.seconds);
  }

  private void add(String group, ChangeOfMean.Group added) {
    if (added.n() > 0) {
      groups.merge(group, added, ChangeOfMean.Group::plus);
    }
  }

  private void add(Longest other) {
    if (longest == null || longest.isBefore(other)) {
      longest = other;
    }
  }

  private void addSeconds(long[] added) {
    int end = seconds.length;
    seconds = Arrays.copyOf(seconds, end + added.length);
    System.arraycopy(added, 0, seconds, end, added.length);
  }

  long n() {
    return n;
  }

  long total() {
    return total;
  }

  /** The durations in ascending order. */
  long[] sortedSeconds() {
    Arrays.sort(seconds);
    return seconds;
  }

  /** The durations by priority. */
  SortedMap<String, ChangeOfMean.Group> groups() {
    return groups;
  }

  @Nullable Longest longest() {
    return longest;
  }

  List<Lasting> lasting() {
    return lasting;
  }
}
