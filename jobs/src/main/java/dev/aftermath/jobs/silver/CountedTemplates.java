package dev.aftermath.jobs.silver;

import dev.aftermath.jobs.domain.log.SignatureIndex;
import dev.aftermath.jobs.domain.log.TemplateId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/** What was counted of one service and tenant of a source. */
final class CountedTemplates {
  private static final int LONGEST_SAMPLE = 2_000;
  private static final long MICROS_PER_MINUTE = 60_000_000L;
  private static final int MINUTES_PER_DAY = 1_440;

  private final String source;
  private final @Nullable String service;
  private final @Nullable String tenant;
  private final List<Map<Integer, Count>> counts = new ArrayList<>();
  private SignatureIndex index = new SignatureIndex();

  CountedTemplates(String source, @Nullable String service, @Nullable String tenant) {
    this.source = source;
    this.service = service;
    this.tenant = tenant;
  }

  /** Counts a line; returns how many rows that adds to what is handed on. */
  int add(String message, long micros, String line, long times) {
    long minute = Math.floorDiv(micros, MICROS_PER_MINUTE);
    int day = (int) Math.floorDiv(minute, (long) MINUTES_PER_DAY);
    int number = index.of(message);
    if (number == counts.size()) {
      counts.add(new HashMap<>(4));
    }
    Map<Integer, Count> days = counts.get(number);
    Count count = days.get(day);
    boolean isNew = count == null;
    if (count == null) {
      count = new Count(micros, line);
      days.put(day, count);
    }
    count.add(micros, (int) (minute - (long) day * MINUTES_PER_DAY), line, times);
    return isNew ? 1 : 0;
  }

  /** Adds rows of {@link TemplateCounting#COUNTED} and forgets what they tell. */
  void handOn(List<Row> rows) {
    for (int number = 0; number < counts.size(); number++) {
      String signature = index.signature(number);
      String id = TemplateId.of(tenant, service, signature);
      counts.get(number).forEach((day, count) -> rows.add(row(id, signature, day, count)));
    }
    counts.clear();
    index = new SignatureIndex();
  }

  private Row row(String id, String signature, int day, Count count) {
    String sample = count.first;
    return RowFactory.create(
        source,
        id,
        service,
        tenant,
        signature,
        day,
        count.lineCount,
        count.firstMicros,
        count.lastMicros,
        sample.length() <= LONGEST_SAMPLE ? sample : sample.substring(0, LONGEST_SAMPLE),
        count.minutes.stream().boxed().toArray(Integer[]::new));
  }

  /** One template on one day. */
  private static final class Count {
    private final BitSet minutes = new BitSet();
    private long lineCount;
    private long firstMicros;
    private long lastMicros;
    private String first;

    Count(long micros, String line) {
      firstMicros = micros;
      lastMicros = micros;
      first = line;
    }

    void add(long micros, int minute, String line, long times) {
      lineCount += times;
      minutes.set(minute);
      lastMicros = Math.max(lastMicros, micros);
      // Of lines of one instant the first in the alphabet: partitions come in any order.
      if (micros < firstMicros || (micros == firstMicros && line.compareTo(first) < 0)) {
        firstMicros = micros;
        first = line;
      }
    }
  }
}
