package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.postmortem.Document;
import dev.aftermath.jobs.domain.postmortem.Document.Property;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads postmortems from answers of Confluence's REST API, version 1 or 2: one page, or lists of
 * them, with the body in storage format ({@code expand=body.storage,version} or {@code
 * body-format=storage}).
 *
 * <p>A page is known by its id; of several versions the one with the highest number has the last
 * word. A page that is no current one has its status, such as {@code draft}, for that of the
 * postmortem.
 */
public final class ConfluencePagesReader implements ExportReader {
  private static final Set<String> LISTS = Set.of("results");
  private static final String WHAT = "Confluence pages";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The reader. */
  public ConfluencePagesReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Reading reading = new Reading(settings, sink, Times.iso(null));
    byte[] content = bytes.readAllBytes();
    JsonExport.read(
        isOnePage(content) ? listOf(content) : new ByteArrayInputStream(content),
        LISTS,
        WHAT,
        sink,
        found -> sink.record(record(found, reading)));
  }

  /** The answer about one page is not in a list. */
  private static boolean isOnePage(byte[] content) {
    boolean hasBody = false;
    try (JsonParser json = JSON.createParser(content)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        if (LISTS.contains(json.currentName())) {
          return false;
        }
        hasBody |= json.currentName().equals("body");
        json.nextToken();
        json.skipChildren();
      }
      return hasBody;
    } catch (IOException e) {
      return hasBody; // what is broken is told by the reading itself
    }
  }

  private static InputStream listOf(byte[] content) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                new ByteArrayInputStream("[".getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(content),
                new ByteArrayInputStream("]".getBytes(StandardCharsets.UTF_8)))));
  }

  private static RawRecord record(JsonExport.Found found, Reading reading)
      throws BadRecordException {
    JsonNode page = found.node();
    String id = JsonFields.requiredText(page, "id");
    JsonNode body = JsonFields.object(page, "body");
    JsonNode storage = body == null ? null : JsonFields.object(body, "storage");
    if (storage == null) {
      throw BadRecordException.missing("body.storage");
    }
    Document document = ConfluenceDocument.of(JsonFields.requiredText(storage, "value"));
    RecordDraft draft = PostmortemFields.draft(withPage(document, page), reading);
    JsonNode version = JsonFields.object(page, "version");
    String changed = version == null ? null : first(version, "when", "createdAt");
    draft.put(IncidentField.NATIVE_ID, id);
    return draft.finishAs(
        RawRecord.POSTMORTEM,
        found.position(),
        id,
        changed == null ? null : at(changed, reading),
        version == null ? 0 : version.path("number").asLong(0),
        found.text());
  }

  /** What the page's own table of properties states comes first. */
  private static Document withPage(Document document, JsonNode page) throws BadRecordException {
    List<Property> properties = new ArrayList<>(document.properties());
    String title = JsonFields.text(page, "title");
    if (title != null) {
      properties.add(new Property("title", title, 1));
    }
    String status = JsonFields.text(page, "status");
    if (status != null && !status.equals("current")) {
      properties.add(0, new Property("status", status, 1));
    }
    return new Document(properties, document.blocks());
  }

  private static Instant at(String text, Reading reading) throws BadRecordException {
    return reading.times().read("version", text);
  }

  private static @Nullable String first(JsonNode object, String... fields)
      throws BadRecordException {
    for (String field : fields) {
      String text = JsonFields.text(object, field);
      if (text != null) {
        return text;
      }
    }
    return null;
  }
}
