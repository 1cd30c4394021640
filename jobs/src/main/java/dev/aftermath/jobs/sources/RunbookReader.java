package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads a runbook written in Markdown, a file each: title and sections with their line numbers, and
 * what its front matter states.
 *
 * <p>Front matter is a YAML mapping between two lines of three dashes at the very beginning. The
 * file itself bears no name here: it is known by the id that the front matter states, or else by
 * its content.
 */
public final class RunbookReader implements ExportReader {
  private static final String WHAT = "a runbook in Markdown";

  /** The reader. */
  public RunbookReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    WholeText file = WholeText.read(bytes, settings, WHAT);
    try {
      sink.record(runbook(file, new Reading(settings, sink, Times.iso(null))));
    } catch (BadRecordException e) {
      sink.quarantine(e.defect(1, "record 1", file.text()));
    }
  }

  private static RawRecord runbook(WholeText file, Reading reading) throws BadRecordException {
    file.check("runbook");
    String text = file.text();
    RunbookFrontMatter matter = RunbookFrontMatter.of(text);
    RunbookOutline outline = RunbookOutline.of(matter.body());
    matter.sections().forEach(outline::add);
    RecordDraft draft = new RecordDraft(reading);
    draft.put(IncidentField.NUMBER, "id", matter.id());
    String title = matter.title();
    draft.put(IncidentField.TITLE, "title", title == null ? outline.title() : title);
    draft.put(IncidentField.SERVICE, "service", matter.service());
    String owner = matter.owner();
    draft.put(IncidentField.OWNER, "owner", owner == null ? outline.owner() : owner);
    draft.put(IncidentField.SECTIONS, "sections", outline.sections());
    draft.put(IncidentField.REVIEWED_AT, "reviewed", matter.reviewed());
    String id = draft.stated(IncidentField.NUMBER);
    return draft.finishAs(
        RawRecord.RUNBOOK,
        1,
        id == null ? "sha256:" + Sha256.hex(text) : id,
        null,
        0,
        TextNode.valueOf(text).toString());
  }
}
