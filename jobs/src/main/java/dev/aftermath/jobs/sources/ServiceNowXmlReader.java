package dev.aftermath.jobs.sources;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads ServiceNow's XML: list exports ({@code <xml><incident>...}) and unloads ({@code
 * <unload><incident action="...">...}), whose references carry a {@code display_value}.
 *
 * <p>A document type declaration is refused, and with it every entity that is not built in. Records
 * of other tables in an unload, such as journals and attachments, are passed over with a warning.
 */
public final class ServiceNowXmlReader implements ExportReader {
  private static final long LIMIT = 10_000;
  private static final String WHAT = "an XML export of ServiceNow";
  private static final Pattern ENCODING =
      Pattern.compile("^\\s*<\\?xml[^>]*encoding\\s*=\\s*[\"']([^\"']+)[\"']");

  /** The reader. */
  public ServiceNowXmlReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    Times times = settings.datePattern() == null ? Times.stored() : Times.declared(settings);
    Reading reading = new Reading(settings, sink, times);
    InputStream buffered = new BufferedInputStream(bytes, 1 << 16);
    XmlElements elements =
        new XmlElements(DecodedText.open(buffered, charset(buffered, settings), WHAT));
    elements.open();
    if (!elements.root().equals("xml") && !elements.root().equals("unload")) {
      throw refusal(
          DefectKind.WRONG_FORMAT,
          "the root element is <" + elements.root() + ">, expected is <xml> or <unload>");
    }
    long count = new Records(elements, ServiceNowTable.of(reading), reading).read();
    reading.warnAtCap(count, LIMIT);
  }

  private static Charset charset(InputStream buffered, SourceSettings settings)
      throws IOException, RefusedExportException {
    buffered.mark(512);
    String head = new String(buffered.readNBytes(256), StandardCharsets.ISO_8859_1);
    buffered.reset();
    Matcher declared = ENCODING.matcher(head);
    if (settings.charset() != null || !declared.find()) {
      return settings.encoding();
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalArgumentException e) {
      throw refusal(
          DefectKind.BAD_ENCODING,
          "the file declares the encoding \"" + declared.group(1) + "\", which is not known");
    }
  }

  private static RefusedExportException refusal(DefectKind kind, String cause) {
    return new RefusedExportException(
        Defect.ofRecord(
            0, "line 1", kind, cause, "Export the list or the record again as XML.", ""));
  }

  /** Walks the records of one file. */
  private static final class Records {
    private final XmlElements elements;
    private final ServiceNowTable table;
    private final Reading reading;
    private final Times times;
    private long position;

    Records(XmlElements elements, ServiceNowTable table, Reading reading) {
      this.elements = elements;
      this.reading = reading;
      this.table = table;
      this.times = reading.times();
    }

    long read() throws IOException {
      try {
        XmlElements.Element element = elements.next();
        while (element != null) {
          take(element);
          element = elements.next();
        }
      } catch (XmlElements.EndMissing e) {
        endMissing(e);
      }
      return position;
    }

    private void endMissing(XmlElements.EndMissing e) {
      if (e.rest().isBlank()) {
        reading.sink().warn("The file ends without </" + elements.root() + ">; records may lack.");
        return;
      }
      position++;
      reading
          .sink()
          .quarantine(
              Defect.ofRecord(
                  position,
                  "line " + elements.line(),
                  DefectKind.TRUNCATED,
                  "the file ends in the middle of a record",
                  "Export the file again and let the transfer finish.",
                  TextCursor.readable(e.rest())));
    }

    private void take(XmlElements.Element element) {
      Map<String, ServiceNowValue> fields = null;
      try {
        fields = ServiceNowXml.fields(element);
      } catch (BadRecordException e) {
        position++;
        quarantine(element, e);
      }
      if (fields != null) {
        take(element, fields);
      }
    }

    private void take(XmlElements.Element element, Map<String, ServiceNowValue> fields) {
      if (!element.name().equals(table.name()) && !fields.containsKey(table.identifyingField())) {
        reading.warnOnce("Records of the table " + element.name() + " are passed over.");
        return;
      }
      position++;
      String body = ServiceNowXml.asJson(fields);
      fields.putIfAbsent("sys_class_name", new ServiceNowValue(element.name(), null));
      try {
        reading
            .sink()
            .record(table.map(new ServiceNowRecord(position, fields, times, times, body)));
      } catch (BadRecordException e) {
        quarantine(element, e);
      }
    }

    private void quarantine(XmlElements.Element element, BadRecordException e) {
      reading
          .sink()
          .quarantine(
              e.defect(position, "line " + element.line(), TextCursor.readable(element.text())));
    }
  }
}
