package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.aftermath.jobs.domain.digest.Sha256;
import dev.aftermath.jobs.domain.incident.IncidentField;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;

/**
 * Reads a runbook written in Markdown, a file each: title and sections with their line numbers, and
 * what its front matter states.
 *
 * <p>Front matter is a YAML mapping between two lines of three dashes at the very beginning. The
 * file itself bears no name here: it is known by the id that the front matter states, or else by
 * its content.
 */
public final class RunbookReader implements ExportReader {
  private static final int LONGEST = 1 << 20;
  private static final String WHAT = "a runbook in Markdown";

  /** The reader. */
  public RunbookReader() {}

  @Override
  public void read(InputStream bytes, SourceSettings settings, ExportSink sink)
      throws IOException, RefusedExportException {
    byte[] content = bytes.readNBytes(LONGEST + 1);
    String text = text(content, settings);
    try {
      sink.record(runbook(text, content.length, new Reading(settings, sink, Times.iso(null))));
    } catch (BadRecordException e) {
      sink.quarantine(e.defect(1, "record 1", text));
    }
  }

  private static String text(byte[] content, SourceSettings settings)
      throws IOException, RefusedExportException {
    StringWriter text = new StringWriter();
    try (Reader decoded =
        DecodedText.open(new ByteArrayInputStream(content), settings.encoding(), WHAT)) {
      decoded.transferTo(text);
    }
    return text.toString();
  }

  private static RawRecord runbook(String text, int byteCount, Reading reading)
      throws BadRecordException {
    if (byteCount > LONGEST) {
      throw new BadRecordException(
          DefectKind.TOO_LARGE,
          "the file",
          "the file is longer than " + LONGEST + " bytes",
          "Split the runbook, or leave the file out in conf/sources.");
    }
    checkText(text);
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

  private static void checkText(String text) throws BadRecordException {
    int flaw = TextCursor.flawIn(text);
    if (flaw >= 0) {
      char character = text.charAt(flaw);
      boolean encoding = TextCursor.isEscapedByte(character);
      throw new BadRecordException(
          encoding ? DefectKind.BAD_ENCODING : DefectKind.CONTROL_CHARACTER,
          "line " + (1 + text.substring(0, flaw).chars().filter(it -> it == '\n').count()),
          TextCursor.describeFlaw(character) + (encoding ? " is not UTF-8" : " is not allowed"),
          "Save the file as UTF-8 text, or declare its charset in conf/sources.");
    }
    if (text.isBlank()) {
      throw new BadRecordException(
          DefectKind.TRUNCATED, "line 1", "the file is blank", "Write the runbook or remove it.");
    }
  }
}
