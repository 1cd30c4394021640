package dev.aftermath.jobs.simulate;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a simulation wrote.
 *
 * @param exports folder with the exports, one sub-folder per source and week
 * @param truth folder with the ground truth
 * @param slos folder with the OpenSLO files
 * @param counts counts by kind, the same as in {@code truth/counts.json}
 * @param fileCount files under the three folders
 * @param byteCount their size in bytes
 */
public record SimulationSummary(
    Path exports,
    Path truth,
    Path slos,
    SortedMap<String, Long> counts,
    long fileCount,
    long byteCount) {

  public SimulationSummary {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
  }

  /** The count of one kind; 0 for a kind that does not occur. */
  public long count(String kind) {
    return counts.getOrDefault(kind, 0L);
  }

  static SimulationSummary of(
      Path folder, Map<String, Long> counts, long fileCount, long byteCount) {
    return new SimulationSummary(
        folder.resolve("exports"),
        folder.resolve("truth"),
        folder.resolve("slos"),
        new TreeMap<>(counts),
        fileCount,
        byteCount);
  }
}
