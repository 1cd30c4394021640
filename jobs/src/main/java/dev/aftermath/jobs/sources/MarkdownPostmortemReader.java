package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a postmortem written in Markdown, a file each: what its front matter states and what stands
 * in its sections.
 */
public final class MarkdownPostmortemReader implements ExportReader {

  /** The reader. */
  public MarkdownPostmortemReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    new PostmortemFile("a postmortem in Markdown", MarkdownDocument::of)
        .read(bytes, settings, sink);
  }
}
