package dev.aftermath.jobs.domain.draft;

import java.util.List;

/** A table of a draft: what heads its columns, and its rows with as many cells each. */
public record DraftTable(List<String> columns, List<List<String>> rows) {
  /** Takes copies. */
  public DraftTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }
}
