package dev.aftermath.jobs.config;

import dev.aftermath.jobs.sources.ExportFormat;
import dev.aftermath.jobs.sources.SourceSettings;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/**
 * Files of one source that are read alike.
 *
 * @param match globs on paths below the export folder, with {@code /} between folders
 * @param settings what the owner declares about them
 */
public record FileGroup(List<String> match, ExportFormat format, SourceSettings settings) {

  /** Takes a copy. */
  public FileGroup {
    match = List.copyOf(match);
  }

  /** Whether one of the globs fits the path. */
  public boolean matches(String path) {
    Path candidate = Path.of(path);
    return match.stream().anyMatch(glob -> matcher(glob).matches(candidate));
  }

  /**
   * The matcher of a glob, in which {@code **}{@code /} also stands for no folder at all.
   *
   * @throws IllegalArgumentException when the glob is none
   */
  static PathMatcher matcher(String glob) {
    StringBuilder pattern = new StringBuilder("glob:");
    int braces = 0;
    for (int i = 0; i < glob.length(); i++) {
      char character = glob.charAt(i);
      braces += character == '{' ? 1 : character == '}' ? -1 : 0;
      if (braces == 0 && glob.startsWith("**/", i)) {
        pattern.append("{**/,}");
        i += 2;
      } else {
        pattern.append(character);
      }
    }
    return FileSystems.getDefault().getPathMatcher(pattern.toString());
  }
}
