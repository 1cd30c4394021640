package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
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
    WholeText file = WholeText.read(bytes, settings, "a page in storage format");
    try {
      sink.record(postmortem(file, new Reading(settings, sink, Times.iso(null))));
    } catch (BadRecordException e) {
      sink.quarantine(e.defect(1, "record 1", file.text()));
    }
  }

  private static RawRecord postmortem(WholeText file, Reading reading) throws BadRecordException {
    file.check("postmortem");
    RecordDraft draft = PostmortemFields.draft(ConfluenceDocument.of(file.text()), reading);
    String id = draft.stated(IncidentField.NUMBER);
    return draft.finishAs(
        RawRecord.POSTMORTEM,
        1,
        id == null ? "sha256:" + Sha256.hex(file.text()) : id,
        null,
        0,
        TextNode.valueOf(file.text()).toString());
  }
}
