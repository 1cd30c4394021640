package dev.aftermath.jobs.domain.postmortem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a document, whatever format the document is written in. */
public sealed interface Block {
  /** The line on which it begins, counted from 1. */
  int line();

  /**
   * A heading.
   *
   * @param level 1 for the highest
   */
  record Heading(int level, String text, int line) implements Block {}

  /** A paragraph; line breaks stay. */
  record Paragraph(String text, int line) implements Block {}

  /**
   * An item of a list, with what is nested in it.
   *
   * @param isTicked what its check box says; null without one
   */
  record Item(String text, @Nullable Boolean isTicked, int line) implements Block {}

  /** A table; the first row heads the others. */
  record Table(List<TableRow> rows, int line) implements Block {
    /** Takes a copy. */
    public Table {
      rows = List.copyOf(rows);
    }
  }

  /** A row of a table. */
  record TableRow(List<String> cells, int line) {
    /** Takes a copy. */
    public TableRow {
      cells = List.copyOf(cells);
    }

    String cell(int column) {
      return column >= 0 && column < cells.size() ? cells.get(column).strip() : "";
    }
  }
}
