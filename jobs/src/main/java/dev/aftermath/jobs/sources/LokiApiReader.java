package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads answers of the Loki HTTP API: streams become log lines, matrices and vectors samples.
 *
 * <p>Lines carry nanoseconds, samples seconds. Structured metadata and parsed labels are kept apart
 * from the stream's labels where Loki does so. Format:
 * https://grafana.com/docs/loki/latest/reference/loki-http-api/
 */
public final class LokiApiReader implements ExportReader {
  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    StrictJson json = new StrictJson(bytes);
    LokiElementReader elements = new LokiElementReader(json, sink, settings);
    new QueryAnswers(json, sink, elements).read("a Loki query answer in JSON");
  }
}
