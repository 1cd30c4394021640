package dev.aftermath.jobs.domain.draft;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A section of a draft.
 *
 * <p>Words of the data stand in tables only. Whoever reads a postmortem by machine looks for what
 * came of what in its sentences, so sentences hold fixed words, numbers and times.
 *
 * @param level 2 for a section, 3 for one below it
 * @param hint what a person is to write here; null where everything comes from the data
 * @param items things to be answered
 * @param table null without one
 */
public record DraftSection(
    int level,
    String heading,
    @Nullable String hint,
    List<String> sentences,
    List<String> items,
    @Nullable DraftTable table) {
  private static final int SECTION = 2;

  /** Takes copies. */
  public DraftSection {
    sentences = List.copyOf(sentences);
    items = List.copyOf(items);
  }

  /** A section from the data; without a table where it has no rows. */
  static DraftSection of(String heading, List<String> sentences, DraftTable table) {
    return new DraftSection(
        SECTION, heading, null, sentences, List.of(), table.rows().isEmpty() ? null : table);
  }

  /** The same as a part of the section before it. */
  DraftSection asPart() {
    return new DraftSection(SECTION + 1, heading, hint, sentences, items, table);
  }

  /** A section of things to be answered. */
  static DraftSection toAnswer(String heading, List<String> sentences, List<String> items) {
    return new DraftSection(SECTION, heading, null, sentences, items, null);
  }

  /** A section that only a person can write. */
  static DraftSection toWrite(String heading, String hint) {
    return new DraftSection(SECTION, heading, hint, List.of(), List.of(), null);
  }

  /** Whether a person has to write it. */
  public boolean isToWrite() {
    return hint != null;
  }
}
