package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@code logcli query -o jsonl} prints: one object per line with labels, line and a
 * timestamp with its own offset.
 *
 * <p>logcli leaves out the labels that all streams have in common, unless it is called with {@code
 * --include-common-labels}; a file without any label is warned about.
 */
public final class LokiLogcliReader implements ExportReader {
  /** Where logcli stops: its default limit, and those of Loki. */
  static final List<Long> LINE_CAPS = List.of(30L, 100L, 5_000L);

  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    TextCursor text = new TextCursor(bytes);
    refuseOther(text);
    if (text.hasByteOrderMark()) {
      sink.warn("The file begins with a byte order mark; it was passed over.");
    }
    TextLines lines = new TextLines(text);
    long position = 0;
    boolean labelled = false;
    TextLines.Line line = lines.next();
    while (line != null) {
      if (!line.text().isBlank()) {
        position++;
        try {
          RawLogLine read = line(position, line);
          labelled |= !read.labels().isEmpty();
          sink.logLine(read);
        } catch (JsonDamage damage) {
          sink.quarantine(damage.defect(position));
        }
      }
      line = lines.next();
    }
    warn(settings, sink, position, labelled);
  }

  private static void warn(SourceSettings settings, ExportSink sink, long lines, boolean labelled) {
    List<Long> caps = settings.rowCaps().isEmpty() ? LINE_CAPS : settings.rowCaps();
    if (caps.contains(lines)) {
      sink.warn(
          "The file has exactly "
              + lines
              + " lines, which is where logcli stops: the lines behind them are missing. Raise"
              + " --limit.");
    }
    if (lines > 0 && !labelled) {
      sink.warn("No line has a label: export with --include-common-labels.");
    }
  }

  private static void refuseOther(TextCursor text) throws IOException, RefusedExportException {
    int first = text.skipSpace();
    if (first == TextCursor.END || first == '<') {
      throw new RefusedExportException(
          Defect.ofRecord(
              0,
              text.place().toString(),
              DefectKind.WRONG_FORMAT,
              first == '<' ? "the file is a web page or XML" : "the file is empty",
              "Save the output of logcli query -o jsonl.",
              TextCursor.readable(text.textAhead(0, text.ensure(4096)))));
    }
  }

  private static RawLogLine line(long position, TextLines.Line line) throws JsonDamage {
    line.check();
    JsonNode node;
    try {
      node = StrictJson.parse(line.text(), line.place(0));
    } catch (JsonDamage damage) {
      throw line.terminated()
          ? damage
          : line.damage(
              DefectKind.TRUNCATED, line.text().length(), "the file ends in the middle of a line");
    }
    if (!node.path("timestamp").isTextual()
        || !node.path("line").isTextual()
        || !node.path("labels").isObject()) {
      throw line.damage(
          DefectKind.MISSING_FIELD, 0, "timestamp, line and labels must all stand in a line");
    }
    JsonText labels = new JsonText(line.place(0), node.get("labels").toString(), "", false);
    return new RawLogLine(
        position,
        nanos(node.get("timestamp").textValue(), line),
        SeriesReader.labels(labels),
        node.get("line").textValue(),
        Map.of());
  }

  private static long nanos(String timestamp, TextLines.Line line) throws JsonDamage {
    Instant instant;
    try {
      instant = OffsetDateTime.parse(timestamp).toInstant();
    } catch (DateTimeException e) {
      throw line.damage(
          DefectKind.BAD_TIME, 0, "the timestamp \"" + timestamp + "\" is not in RFC 3339");
    }
    BigInteger nanos =
        BigInteger.valueOf(instant.getEpochSecond())
            .multiply(NANOS_PER_SECOND)
            .add(BigInteger.valueOf(instant.getNano()));
    if (nanos.bitLength() > 63 || !LokiEntry.inRange(nanos.longValue())) {
      throw line.damage(
          DefectKind.TIME_OUT_OF_RANGE,
          0,
          "the timestamp " + timestamp + " is not between 1973 and 2100");
    }
    return nanos.longValue();
  }
}
