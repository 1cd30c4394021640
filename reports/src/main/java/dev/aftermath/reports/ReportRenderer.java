package dev.aftermath.reports;

import dev.aftermath.reports.model.WeeklyReport;
import java.io.IOException;
import java.io.OutputStream;

/** Renders a report in one format. The same report gives the same bytes, always. */
public interface ReportRenderer {
  /** The format rendered. */
  ReportFormat format();

  /**
   * Writes the report and leaves the stream open.
   *
   * @throws IOException if the stream fails
   */
  void render(WeeklyReport report, OutputStream out) throws IOException;
}
