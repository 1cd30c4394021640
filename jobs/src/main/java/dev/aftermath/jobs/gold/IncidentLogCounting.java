package dev.aftermath.jobs.gold;

import dev.aftermath.jobs.domain.log.LiftRule;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * Counts in how many minutes around the incidents of one service its templates were written.
 *
 * @param beforeMinutes how much before the opening is looked at
 * @param windowMinutes how much in all
 */
record IncidentLogCounting(int beforeMinutes, int windowMinutes) implements Serializable {
  private static final long MINUTES_PER_DAY = 1_440;
  private static final long MICROS_PER_MINUTE = 60_000_000L;
  private static final long SECONDS_PER_MINUTE = 60;

  static IncidentLogCounting of(LiftRule rule) {
    return new IncidentLogCounting(
        rule.beforeMinutes(), rule.beforeMinutes() + rule.duringMinutes());
  }

  /** Rows of {@link IncidentLogs}. */
  Iterator<Row> rows(String service, Iterator<Row> lines, Iterator<Row> incidents) {
    List<Window> windows = new ArrayList<>();
    incidents.forEachRemaining(row -> windows.add(new Window(row)));
    windows.sort(
        Comparator.comparingLong((Window it) -> it.opened).thenComparing(it -> it.incidentId));
    long[] starts = windows.stream().mapToLong(this::start).toArray();
    while (lines.hasNext() && starts.length > 0) {
      Row line = lines.next();
      String tenant = line.getString(1);
      String template = line.getString(2);
      long midnight = line.getInt(3) * MINUTES_PER_DAY;
      for (int minute : line.<Integer>getList(4)) {
        count(midnight + minute, tenant, template, windows, starts);
      }
    }
    return windows.stream()
        .filter(it -> !it.minuteCounts.isEmpty())
        .map(it -> row(service, it))
        .iterator();
  }

  private long start(Window window) {
    return Math.floorDiv(window.opened, MICROS_PER_MINUTE) - beforeMinutes;
  }

  /** Windows of incidents that were opened soon after one another overlap. */
  private void count(
      long minute, @Nullable String tenant, String template, List<Window> windows, long[] starts) {
    for (int i = lastUpTo(minute, starts); i >= 0 && minute < starts[i] + windowMinutes; i--) {
      Window window = windows.get(i);
      if (tenant == null || window.tenant == null || tenant.equals(window.tenant)) {
        window.minuteCounts.merge(template, 1L, Long::sum);
      }
    }
  }

  private static int lastUpTo(long minute, long[] starts) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] <= minute) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private Row row(String service, Window window) {
    return RowFactory.create(
        window.incidentId,
        service,
        window.opened,
        windowMinutes * SECONDS_PER_MINUTE,
        window.minuteCounts.entrySet().stream()
            .map(entry -> RowFactory.create(entry.getKey(), entry.getValue()))
            .toArray(Row[]::new),
        window.month);
  }

  private static final class Window {
    private final Map<String, Long> minuteCounts = new TreeMap<>();
    private final @Nullable String tenant;
    private final String incidentId;
    private final long opened;
    private final String month;

    Window(Row row) {
      tenant = row.getString(1);
      incidentId = row.getString(2);
      opened = row.getLong(3);
      month = row.getString(4);
    }
  }
}
