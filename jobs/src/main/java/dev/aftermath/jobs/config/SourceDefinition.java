package dev.aftermath.jobs.config;

import java.util.List;
import java.util.Optional;

/**
 * One source of exports and how its files are to be read.
 *
 * <p>Globs are written as if every archive were unpacked where it lies: {@code tickets/**}{@code
 * /incident-*.json} fits {@code tickets/w07/incident-1.json.gz}, and the entry {@code
 * incident-1.json} of {@code tickets/w07/week.zip}.
 *
 * @param name unique among the sources
 * @param system {@code prometheus}, {@code loki}, {@code pagerduty} or {@code servicenow}
 * @param files in the order of precedence
 * @param pull the live server whose data is pulled into such files; empty when they are delivered
 */
public record SourceDefinition(
    String name, String system, List<FileGroup> files, Optional<PullDefinition> pull) {

  /** Takes a copy. */
  public SourceDefinition {
    files = List.copyOf(files);
  }

  /**
   * The group that a file belongs to, be it plain or compressed; the first whose glob fits.
   *
   * @param path below the export folder, with {@code /} between folders
   */
  public Optional<FileGroup> groupOf(String path) {
    return first(path).or(() -> first(withoutEnding(path, ".gz")));
  }

  /**
   * The group that an entry of an archive belongs to: by its own name, or else by the archive's.
   *
   * @param path the archive's path below the export folder
   * @param entry the entry's path within the archive
   */
  public Optional<FileGroup> groupOf(String path, String entry) {
    String folder = path.substring(0, path.lastIndexOf('/') + 1);
    return first(folder + entry)
        .or(() -> groupOf(withoutEnding(path, ".zip")))
        .or(() -> groupOf(path));
  }

  private Optional<FileGroup> first(String path) {
    return files.stream().filter(group -> group.matches(path)).findFirst();
  }

  private static String withoutEnding(String path, String ending) {
    return path.endsWith(ending) ? path.substring(0, path.length() - ending.length()) : path;
  }
}
