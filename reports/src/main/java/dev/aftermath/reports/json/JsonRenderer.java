package dev.aftermath.reports.json;

import dev.aftermath.reports.ReportFormat;
import dev.aftermath.reports.ReportRenderer;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes a report as a {@link JsonDocument}: durations in seconds, ratios from 0 to 1, nothing
 * rounded.
 */
public final class JsonRenderer implements ReportRenderer {
  @Override
  public ReportFormat format() {
    return ReportFormat.JSON;
  }

  @Override
  public void render(WeeklyReport report, OutputStream out) throws IOException {
    JsonDocument.write(report, out);
  }
}
