package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leads the records of a JSON export through a mapping into the sink. */
final class JsonExport implements JsonRecords.Visitor {
  private final ExportSink sink;
  private final Mapping mapping;
  private final Map<String, JsonNode> members = new HashMap<>();
  private final Map<String, JsonNode> membersOfAnswer = new HashMap<>();
  private long count;

  private JsonExport(ExportSink sink, Mapping mapping) {
    this.sink = sink;
    this.mapping = mapping;
  }

  /** Takes one record. */
  @FunctionalInterface
  interface Mapping {
    /** Hands the record on, or says why it cannot be taken. */
    void take(Found found) throws BadRecordException;

    /**
     * The end of an answer whose records were handed over.
     *
     * @param members the fields of its envelope beside the records
     */
    default void answered(Map<String, JsonNode> members) {}
  }

  /**
   * One record as found.
   *
   * @param position counted from 1
   */
  record Found(long position, TextCursor.Place place, JsonNode node, String text) {

    /** The defect of this record. */
    Defect defect(BadRecordException cause) {
      return cause.defect(position, place.toString(), text);
    }
  }

  /**
   * Reads a file to its end.
   *
   * @param lists the names of the envelope's field that holds the records
   * @param what the format that was declared, for messages
   */
  static JsonExport read(
      InputStream bytes, Set<String> lists, String what, ExportSink sink, Mapping mapping)
      throws IOException, RefusedExportException {
    JsonExport export = new JsonExport(sink, mapping);
    JsonRecords.read(bytes, lists, what, export);
    return export;
  }

  /** How many records were met, good or bad. */
  long count() {
    return count;
  }

  /** A field of the envelope beside the records; null when it was not there. */
  @Nullable JsonNode envelopeField(String name) {
    return members.get(name);
  }

  @Override
  public void record(long position, TextCursor.Place place, JsonNode node, String text) {
    count++;
    Found found = new Found(position, place, node, text);
    try {
      if (!node.isObject()) {
        throw BadRecordException.wrongType("the record", text, "an object");
      }
      mapping.take(found);
    } catch (BadRecordException e) {
      sink.quarantine(found.defect(e));
    }
  }

  @Override
  public void member(String name, JsonNode value) {
    members.put(name, value);
    membersOfAnswer.put(name, value);
  }

  @Override
  public void answered() {
    mapping.answered(Map.copyOf(membersOfAnswer));
    membersOfAnswer.clear();
  }

  @Override
  public void quarantine(Defect defect) {
    count += defect.recordCount();
    sink.quarantine(defect);
  }

  @Override
  public void warn(String warning) {
    sink.warn(warning);
  }
}
