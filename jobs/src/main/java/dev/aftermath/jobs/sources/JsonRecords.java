package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Walks the records of a JSON export: a list in an envelope, a bare list, or several such answers
 * one after the other in one file.
 *
 * <p>Every record is parsed alone. One that is broken becomes a defect and its neighbours are
 * handed over; when the place where the next record begins cannot be found, the rest of the file is
 * one defect.
 */
final class JsonRecords {
  private final StrictJson json;
  private final Set<String> lists;
  private final Visitor visitor;
  private long position;

  private JsonRecords(StrictJson json, Set<String> lists, Visitor visitor) {
    this.json = json;
    this.lists = lists;
    this.visitor = visitor;
  }

  /** Takes what a file holds, in its order. */
  interface Visitor {
    /**
     * One record.
     *
     * @param position counted from 1 over the whole file
     * @param place where the record begins
     * @param text the record as received
     */
    void record(long position, TextCursor.Place place, JsonNode record, String text);

    /** A field of the envelope beside the list, such as {@code more} or {@code limit}. */
    void member(String name, JsonNode value);

    /** The end of an answer: the next record is one of another. */
    default void answered() {}

    /** Something that cannot be read. */
    void quarantine(Defect defect);

    /** Something worth knowing. */
    void warn(String warning);
  }

  /**
   * Reads the file to its end.
   *
   * @param lists the names of the envelope's field that holds the list of records, or one record
   * @param what the format that was declared, for messages
   * @throws RefusedExportException when the file is no JSON, or no answer holds such a field
   */
  static void read(InputStream bytes, Set<String> lists, String what, Visitor visitor)
      throws IOException, RefusedExportException {
    StrictJson json = new StrictJson(bytes);
    json.refuseOtherThanJson(what);
    if (json.text().hasByteOrderMark()) {
      visitor.warn("The file begins with a byte order mark; it was passed over.");
    }
    JsonRecords records = new JsonRecords(json, lists, visitor);
    try {
      while (json.peek() != TextCursor.END) {
        records.answer();
        visitor.answered();
      }
    } catch (JsonDamage damage) {
      visitor.quarantine(damage.defect(records.position + 1));
    }
  }

  private void answer() throws IOException, JsonDamage, RefusedExportException {
    if (json.tryTake('[')) {
      list();
      return;
    }
    TextCursor.Place place = json.text().place();
    json.take('{');
    boolean found = false;
    List<String> others = new ArrayList<>();
    boolean more = !json.tryTake('}');
    while (more) {
      String name = json.name();
      if (!lists.contains(name)) {
        others.add(name);
        other(name);
      } else if (json.tryTake('[')) {
        found = true;
        list();
      } else {
        found = true;
        record();
      }
      more = json.another('}');
    }
    if (!found) {
      refuse(place, others);
    }
  }

  private void list() throws IOException, JsonDamage {
    boolean more = !json.tryTake(']');
    while (more) {
      record();
      more = another();
    }
  }

  private void record() throws IOException, JsonDamage {
    JsonText text;
    try {
      text = json.member();
    } catch (JsonDamage damage) {
      if (!damage.recovered()) {
        throw damage;
      }
      position++;
      visitor.quarantine(damage.defect(position));
      return;
    }
    position++;
    try {
      visitor.record(position, text.place(), text.node(), text.text());
    } catch (JsonDamage damage) {
      visitor.quarantine(damage.defect(position));
    }
  }

  /** Whether another record follows, be it without its comma or behind stray text. */
  private boolean another() throws IOException, JsonDamage {
    try {
      return json.peek() == '{' || json.another(']');
    } catch (JsonDamage damage) {
      if (damage.kind() == DefectKind.TRUNCATED || !json.resynchronise()) {
        throw damage;
      }
      position++;
      visitor.quarantine(damage.defect(position));
      return json.another(']');
    }
  }

  private void other(String name) throws IOException, JsonDamage {
    JsonText text = json.value();
    try {
      visitor.member(name, text.node());
    } catch (JsonDamage damage) {
      visitor.warn(
          "The field " + name + " at " + damage.place() + " is passed over: " + damage.reason());
    }
  }

  private void refuse(TextCursor.Place place, List<String> others) throws RefusedExportException {
    boolean error = others.contains("error") || others.contains("errors");
    Defect defect =
        Defect.ofRecord(
            position + 1,
            place.toString(),
            error ? DefectKind.ERROR_RESPONSE : DefectKind.WRONG_FORMAT,
            "the answer holds no field " + String.join(" or ", lists) + ", only " + others,
            error
                ? "The source answered with an error: read it, then export again."
                : "Check the format that the source's settings declare for this file.",
            "");
    if (position == 0) {
      throw new RefusedExportException(defect);
    }
    visitor.quarantine(defect);
  }
}
