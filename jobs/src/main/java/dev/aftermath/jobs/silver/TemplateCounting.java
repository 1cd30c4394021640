package dev.aftermath.jobs.silver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.log.LogRules;
import dev.aftermath.jobs.domain.log.LogStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
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
  private static final long NANOS_PER_MICRO = 1_000L;
  private static final JsonMapper JSON = new JsonMapper();

  private final LogRules rules;
  private final Iterator<Row> lines;
  private final Map<String, Map<String, Speaker>> speakersBySource = new HashMap<>();
  private final Map<List<String>, CountedTemplates> groups = new HashMap<>();
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
    waiting += speaker.group().add(message, micros, line, row.getLong(4));
  }

  /** Streams of one service and tenant share their templates, whatever else tells them apart. */
  private Speaker speaker(String source, String labels) {
    LogStream stream = rules.stream(labels(labels));
    return new Speaker(
        stream,
        groups.computeIfAbsent(
            Arrays.asList(source, stream.service(), stream.tenant()),
            key -> new CountedTemplates(source, stream.service(), stream.tenant())));
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
    groups.values().forEach(group -> group.handOn(rows));
    waiting = 0;
    return rows.iterator();
  }

  private record Speaker(LogStream stream, CountedTemplates group) {}
}
