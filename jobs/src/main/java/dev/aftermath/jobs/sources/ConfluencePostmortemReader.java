package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a postmortem in Confluence's storage format, a file each: the body of a page as it is kept,
 * a fragment of XHTML.
 */
public final class ConfluencePostmortemReader implements ExportReader {

  /** The reader. */
  public ConfluencePostmortemReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    new PostmortemFile("a page in storage format", ConfluenceDocument::of)
        .read(bytes, settings, sink);
  }
}
