package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Writes ServiceNow records in one of the forms of its exports, a few thousand to a file. */
interface RecordWriter extends Closeable {

  /** Fewer than the 10,000 at which ServiceNow cuts exports off without a word. */
  int FILE_LIMIT = 2_000;

  void write(List<Field> fields) throws IOException;

  @Override
  void close() throws IOException;

  static RecordWriter of(
      Plan.TicketForm form, Sink sink, String prefix, String table, Week week, ZoneId zone)
      throws IOException {
    return switch (form) {
      case TABLE_API -> new TableApi(sink, prefix, null);
      case TABLE_API_ALL -> new TableApi(sink, prefix, zone);
      case LIST_CSV -> new ListCsv(sink, prefix, zone);
      case UNLOAD_XML -> new UnloadXml(sink, prefix, table, week);
    };
  }

  /** The answer of the Table API; with a zone as {@code sysparm_display_value=all}. */
  final class TableApi implements RecordWriter {

    private final Pages pages;
    private final @Nullable ZoneId displayZone;

    TableApi(Sink sink, String prefix, @Nullable ZoneId displayZone) throws IOException {
      this.displayZone = displayZone;
      this.pages = new Pages(sink, prefix, FILE_LIMIT, new ResultEnvelope());
    }

    @Override
    public void write(List<Field> fields) throws IOException {
      JsonGenerator json = pages.next();
      json.writeStartObject();
      for (Field field : fields) {
        json.writeFieldName(field.name());
        if (displayZone != null) {
          json.writeStartObject();
          json.writeStringField("display_value", field.shown(displayZone));
          json.writeStringField("value", field.value());
          if (field.table() != null) {
            json.writeStringField("link", field.link());
          }
          json.writeEndObject();
        } else if (field.table() != null) {
          json.writeStartObject();
          json.writeStringField("link", field.link());
          json.writeStringField("value", field.value());
          json.writeEndObject();
        } else {
          json.writeString(field.value());
        }
      }
      json.writeEndObject();
    }

    @Override
    public void close() throws IOException {
      pages.close();
    }
  }

  /** A list export: display values in windows-1252, times in the user's zone and pattern. */
  final class ListCsv implements RecordWriter {

    private static final CSVFormat FORMAT =
        CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
    private static final Charset CHARSET = Charset.forName("windows-1252");

    private final Sink sink;
    private final String prefix;
    private final ZoneId zone;
    private @Nullable CSVPrinter csv;
    private int fileCount;
    private int inFile;

    ListCsv(Sink sink, String prefix, ZoneId zone) {
      this.sink = sink;
      this.prefix = prefix;
      this.zone = zone;
    }

    @Override
    public void write(List<Field> fields) throws IOException {
      CSVPrinter open = csv;
      if (open == null || inFile == FILE_LIMIT) {
        close();
        fileCount++;
        inFile = 0;
        open =
            new CSVPrinter(
                new OutputStreamWriter(sink.open(prefix + "-" + fileCount + ".csv"), CHARSET),
                FORMAT);
        open.printRecord(fields.stream().map(Field::name));
        csv = open;
      }
      inFile++;
      open.printRecord(fields.stream().map(field -> escaped(field.shown(zone))));
    }

    @Override
    public void close() throws IOException {
      if (csv != null) {
        csv.close();
      }
    }

    /** As {@code glide.export.escape_formulas} does by default. */
    private static String escaped(String value) {
      return !value.isEmpty() && "+-=@".indexOf(value.charAt(0)) >= 0 ? "'" + value : value;
    }
  }

  /** The unload form of XML, as the context menu of a list gives it. */
  final class UnloadXml implements RecordWriter {

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Writer writer;
    private final XMLStreamWriter xml;
    private final String table;

    UnloadXml(Sink sink, String prefix, String table, Week week) throws IOException {
      this.table = table;
      this.writer = new OutputStreamWriter(sink.open(prefix + "-1.xml"), StandardCharsets.UTF_8);
      try {
        this.xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("unload");
        xml.writeAttribute("unload_date", TIME.format(Instant.ofEpochSecond(week.endSecond())));
      } catch (XMLStreamException e) {
        throw new UncheckedIOException(new IOException(e));
      }
    }

    @Override
    public void write(List<Field> fields) throws IOException {
      try {
        xml.writeCharacters("\n");
        xml.writeStartElement(table);
        xml.writeAttribute("action", "INSERT_OR_UPDATE");
        for (Field field : fields) {
          write(field);
        }
        xml.writeEndElement();
      } catch (XMLStreamException e) {
        throw new IOException(e);
      }
    }

    private void write(Field field) throws XMLStreamException {
      if (field.value().isEmpty()) {
        xml.writeEmptyElement(field.name());
        return;
      }
      xml.writeStartElement(field.name());
      if (field.table() != null && field.display() != null) {
        xml.writeAttribute("display_value", field.display());
      }
      xml.writeCharacters(field.value().replace("\r\n", "\n"));
      xml.writeEndElement();
    }

    @Override
    public void close() throws IOException {
      try {
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
      } catch (XMLStreamException e) {
        throw new IOException(e);
      }
      writer.close();
    }
  }

  /** {@code result} around the list. */
  record ResultEnvelope() implements Pages.Envelope {

    @Override
    public void open(JsonGenerator json, long offset) throws IOException {
      json.writeStartObject();
      json.writeArrayFieldStart("result");
    }

    @Override
    public void close(JsonGenerator json, long offset, Pages.More more) throws IOException {
      json.writeEndArray();
      json.writeEndObject();
    }
  }
}
