package dev.aftermath.jobs.bronze;

import java.util.List;

/**
 * What landing a folder of exports came to.
 *
 * @param fileCount files in the folder
 * @param tasks the exports that may be new, to be read
 * @param unclaimed files and entries that no source claims
 * @param warnings a line each
 */
public record Landed(
    long fileCount, List<ExportTask> tasks, List<String> unclaimed, List<String> warnings) {

  /** Takes copies. */
  public Landed {
    tasks = List.copyOf(tasks);
    unclaimed = List.copyOf(unclaimed);
    warnings = List.copyOf(warnings);
  }
}
