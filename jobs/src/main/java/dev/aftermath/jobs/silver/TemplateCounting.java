package dev.aftermath.jobs.silver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.domain.log.LogStream;
import dev.aftermath.jobs.domain.log.SignatureIndex;
import dev.aftermath.jobs.domain.log.TemplateId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Counts the lines of one partition by template and day, so that counts are shuffled and not lines.
 * What was counted is handed on whenever there is much of it: lines without wording could otherwise
 * fill the memory.
 */
final class TemplateCounting implements Iterator<Row> {
  /** Rows as Java makes them: times as numbers. */
  static final StructType COUNTED =
      StructType.fromDDL(
          """
          source STRING NOT NULL,
          template_id STRING NOT NULL,
          service STRING,
          tenant STRING,
          signature STRING NOT NULL,
          day INT NOT NULL,
          line_count BIGINT NOT NULL,
          first_at BIGINT NOT NULL,
          last_at BIGINT NOT NULL,
          sample STRING NOT NULL,
          minutes ARRAY<INT> NOT NULL
          """);

  private static final int MOST_WAITING = 50_000;
  private static final int LONGEST_SAMPLE = 2_000;
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final long MICROS_PER_MINUTE = 60_000_000L;
  private static final int MINUTES_PER_DAY = 1_440;
  private static final JsonMapper JSON = new JsonMapper();

  private final LogRules rules;
  private final Iterator<Row> lines;
  private final Map<String, Map<String, Speaker>> speakersBySource = new HashMap<>();
  private final Map<Group, Group> groups = new HashMap<>();
  private int waiting;
  private Iterator<Row> counted = Collections.emptyIterator();

  /**
   * Counts lines.
   *
   * @param lines rows of source, stream, nanoseconds, line and multiplicity
   */
  TemplateCounting(LogRules rules, Iterator<Row> lines) {
    this.rules = rules;
    this.lines = lines;
  }

  @Override
  public boolean hasNext() {
    if (!counted.hasNext() && lines.hasNext()) {
      while (lines.hasNext() && waiting < MOST_WAITING) {
        count(lines.next());
      }
      counted = handOn();
    }
    return counted.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("All lines of the partition are counted");
    }
    return counted.next();
  }

  private void count(Row row) {
    Speaker speaker =
        speakersBySource
            .computeIfAbsent(row.getString(0), source -> new HashMap<>())
            .computeIfAbsent(row.getString(1), labels -> speaker(row.getString(0), labels));
    String line = row.getString(3);
    String message = speaker.stream().message(line);
    long micros = Math.floorDiv(row.getLong(2), NANOS_PER_MICRO);
    long minute = Math.floorDiv(micros, MICROS_PER_MINUTE);
    int day = (int) Math.floorDiv(minute, MINUTES_PER_DAY);
    waiting += speaker.group().add(message, day, micros, minute, line, row.getLong(4));
  }

  /** Streams of one service and tenant share their templates, whatever else tells them apart. */
  private Speaker speaker(String source, String labels) {
    LogStream stream = rules.stream(labels(labels));
    Group group = new Group(source, stream);
    Group known = groups.putIfAbsent(group, group);
    return new Speaker(stream, known == null ? group : known);
  }

  private static Map<String, String> labels(String stream) {
    try {
      return JSON.readValue(stream, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Cannot read the labels of a stream: " + stream + " is no JSON object of texts", e);
    }
  }

  private Iterator<Row> handOn() {
    List<Row> rows = new ArrayList<>(waiting);
    groups.keySet().forEach(group -> group.handOn(rows));
    waiting = 0;
    return rows.iterator();
  }

  private record Speaker(LogStream stream, Group group) {}

  /** What was counted of one service and tenant of a source. */
  private static final class Group {
    private final List<Object> key;
    private final String source;
    private final LogStream stream;
    private SignatureIndex index = new SignatureIndex();
    private final List<Map<Integer, Count>> counts = new ArrayList<>();

    Group(String source, LogStream stream) {
      this.key = java.util.Arrays.asList(source, stream.service(), stream.tenant());
      this.source = source;
      this.stream = stream;
    }

    /** Returns how many counts that made. */
    int add(String message, int day, long micros, long minute, String line, long times) {
      int number = index.of(message);
      if (number == counts.size()) {
        counts.add(new HashMap<>(4));
      }
      Map<Integer, Count> days = counts.get(number);
      Count count = days.get(day);
      if (count == null) {
        days.put(day, new Count(micros, line, times, minute));
        return 1;
      }
      count.add(micros, line, times, minute);
      return 0;
    }

    void handOn(List<Row> rows) {
      for (int number = 0; number < counts.size(); number++) {
        String signature = index.signature(number);
        String id = TemplateId.of(stream.tenant(), stream.service(), signature);
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
          stream.service(),
          stream.tenant(),
          signature,
          day,
          count.lineCount,
          count.firstMicros,
          count.lastMicros,
          sample.length() <= LONGEST_SAMPLE ? sample : sample.substring(0, LONGEST_SAMPLE),
          count.minutes.stream().boxed().toArray(Integer[]::new));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Group group && key.equals(group.key);
    }

    @Override
    public int hashCode() {
      return key.hashCode();
    }
  }

  /** One template on one day. */
  private static final class Count {
    private final BitSet minutes = new BitSet();
    private long lineCount;
    private long firstMicros;
    private long lastMicros;
    private String first;

    Count(long micros, String line, long times, long minute) {
      firstMicros = micros;
      lastMicros = micros;
      first = line;
      add(micros, line, times, minute);
    }

    void add(long micros, String line, long times, long minute) {
      lineCount += times;
      minutes.set((int) Math.floorMod(minute, (long) MINUTES_PER_DAY));
      lastMicros = Math.max(lastMicros, micros);
      // Of lines of one instant the first in the alphabet: partitions come in any order.
      if (micros < firstMicros || (micros == firstMicros && line.compareTo(first) < 0)) {
        firstMicros = micros;
        first = line;
      }
    }
  }
}
