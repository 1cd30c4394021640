package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads answers of the Prometheus HTTP API: {@code query_range} (matrix) and {@code query} (vector,
 * or matrix for a range selector), with or without their envelope.
 *
 * <p>Timestamps are seconds and become milliseconds exactly. Values are texts and may be {@code
 * NaN}, {@code +Inf} and {@code -Inf}. Format:
 * https://prometheus.io/docs/prometheus/latest/querying/api/
 */
public final class PrometheusApiReader implements ExportReader {
  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    StrictJson json = new StrictJson(bytes);
    SeriesReader series = new SeriesReader(json, sink, settings);
    new QueryAnswers(json, sink, series).read("a Prometheus query answer in JSON");
  }
}
