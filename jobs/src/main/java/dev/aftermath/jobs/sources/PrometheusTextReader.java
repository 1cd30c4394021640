package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads samples in the Prometheus text format and in OpenMetrics.
 *
 * <p>The two differ in the unit of timestamps: milliseconds as a whole number, or seconds. Which it
 * is, the file's first timestamp tells: with a fraction or an exponent, or below 4,102,444,800 (the
 * year 2100 in seconds, the 17th of February 1970 in milliseconds) it is in seconds, otherwise in
 * milliseconds. No time from the 18th of February 1970 to 2100 can be taken for another. A later
 * sample in the other unit is a defect.
 *
 * <p>A file in seconds, or with a {@code # UNIT} line or a type that only OpenMetrics has, must end
 * with {@code # EOF}; without it the end is missing. A sample without a timestamp says nothing
 * about when and is a defect. Exemplars are passed over. Formats:
 * https://prometheus.io/docs/instrumenting/exposition_formats/ and
 * https://prometheus.io/docs/specs/om/open_metrics_spec/
 */
public final class PrometheusTextReader implements ExportReader {
  private static final Pattern OPEN_METRICS_ONLY =
      Pattern.compile("# (UNIT .*|TYPE \\S+ (unknown|info|stateset|gaugehistogram))");
  private static final int MOST_SERIES_KEPT = 200_000;

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    new File(new TextCursor(bytes), sink).read();
  }

  /** The reading of one file. */
  private static final class File {
    private final TextCursor text;
    private final ExportSink sink;
    private final Map<String, Map<String, String>> series = new HashMap<>();
    private long position;
    private boolean openMetrics;
    private boolean ended;
    private boolean cut;
    private @Nullable Boolean inSeconds;

    File(TextCursor text, ExportSink sink) {
      this.text = text;
      this.sink = sink;
    }

    void read() throws IOException, RefusedExportException {
      refuseOther();
      if (text.hasByteOrderMark()) {
        sink.warn("The file begins with a byte order mark; it was passed over.");
      }
      TextLines lines = new TextLines(text);
      long last = 1;
      TextLines.Line line = lines.next();
      while (line != null) {
        line(line);
        last = line.number();
        line = lines.next();
      }
      if (!ended && !cut && openMetrics) {
        sink.quarantine(
            Defect.ofRecord(
                position + 1,
                "line " + last,
                DefectKind.TRUNCATED,
                "the file is OpenMetrics and does not end with # EOF",
                "Export the file again and let the transfer finish.",
                ""));
      }
    }

    private void refuseOther() throws IOException, RefusedExportException {
      int first = text.peek();
      if (first == TextCursor.END || first == '<' || first == '[') {
        throw new RefusedExportException(
            Defect.ofRecord(
                0,
                text.place().toString(),
                DefectKind.WRONG_FORMAT,
                first == TextCursor.END
                    ? "the file is empty"
                    : "the file begins with '" + (char) first + "', as web pages and JSON do",
                "Save samples in the Prometheus text format or OpenMetrics, with timestamps.",
                TextCursor.readable(text.textAhead(0, text.ensure(4096)))));
      }
    }

    private void line(TextLines.Line line) {
      String content = line.text();
      if (content.isBlank()) {
        return;
      }
      if (content.startsWith("#")) {
        comment(line);
        return;
      }
      position++;
      if (ended) {
        ended = false;
        sink.warn("Text follows # EOF at line " + line.number() + "; it was read on.");
      }
      try {
        line.check();
        if (!line.terminated()) {
          cut = true;
          throw line.damage(
              DefectKind.TRUNCATED,
              content.length(),
              "the file ends in the middle of a line, so that digits may be missing");
        }
        sample(new TextSample(line));
      } catch (JsonDamage damage) {
        sink.quarantine(damage.defect(position));
      }
    }

    private void comment(TextLines.Line line) {
      if (line.text().stripTrailing().equals("# EOF")) {
        ended = true;
      } else if (OPEN_METRICS_ONLY.matcher(line.text()).matches()) {
        openMetrics = true;
      }
    }

    private void sample(TextSample sample) throws JsonDamage {
      sample.parse();
      boolean seconds = sample.isInSeconds();
      if (inSeconds == null) {
        inSeconds = seconds;
        openMetrics |= seconds;
      } else if (inSeconds != seconds) {
        throw sample.badTime(
            "the timestamp "
                + sample.timestamp()
                + " is in "
                + (seconds ? "seconds" : "milliseconds")
                + ", those before it are not");
      }
      long millis = sample.epochMillis();
      if (series.size() > MOST_SERIES_KEPT) {
        series.clear();
      }
      Map<String, String> labels = series.get(sample.seriesText());
      if (labels == null) {
        labels = sample.labels();
        series.put(sample.seriesText(), labels);
      }
      sink.sample(labels, millis, sample.value());
    }
  }
}
