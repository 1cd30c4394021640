package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import dev.aftermath.jobs.domain.postmortem.Document;
import java.io.IOException;
import java.io.InputStream;

/**
 * A postmortem that is a file of its own. The file bears no name here: it is known by the id that
 * it states, or else by its content.
 *
 * @param format what was declared, for messages
 * @param markup how the text becomes a document
 */
record PostmortemFile(String format, Markup markup) {
  /** Understands a text. */
  @FunctionalInterface
  interface Markup {
    /** The document that the text is. */
    Document document(String text) throws BadRecordException;
  }

  /** Hands on the record, or why it is none. */
  void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    WholeText file = WholeText.read(bytes, settings, format);
    try {
      file.check("postmortem");
      sink.record(record(file.text(), new Reading(settings, sink, Times.iso(null))));
    } catch (BadRecordException e) {
      sink.quarantine(e.defect(1, "record 1", file.text()));
    }
  }

  private RawRecord record(String text, Reading reading) throws BadRecordException {
    RecordDraft draft = PostmortemFields.draft(markup.document(text), reading);
    String id = draft.stated(IncidentField.NUMBER);
    return draft.finishAs(
        RawRecord.POSTMORTEM,
        1,
        id == null ? "sha256:" + Sha256.hex(text) : id,
        null,
        0,
        TextNode.valueOf(text).toString());
  }
}
