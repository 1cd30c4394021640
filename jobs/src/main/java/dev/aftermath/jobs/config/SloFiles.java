package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.SloDefinition;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;

/**
 * OpenSLO v1 files.
 *
 * @param definitions the SLOs that can be used, in the order of reading
 * @param validObjectCount objects of any kind in which nothing is wrong
 * @param problems everything that is wrong, file by file from top to bottom
 */
public record SloFiles(
    List<SloDefinition> definitions, int validObjectCount, List<Problem> problems) {

  /**
   * Reads files, and all {@code .yaml} and {@code .yml} files below folders. References lead from
   * any file to any other.
   */
  public static SloFiles read(List<Path> paths) {
    SloFilesReader reader = new SloFilesReader();
    paths.forEach(reader::read);
    return reader.result();
  }

  /** Reads one text as if it was a file of that name. */
  public static SloFiles read(String name, Reader text) throws IOException {
    SloFilesReader reader = new SloFilesReader();
    reader.read(name, text);
    return reader.result();
  }

  /**
   * The SLOs, when nothing is wrong.
   *
   * @throws InvalidSettingsException with every problem otherwise
   */
  public List<SloDefinition> definitionsOrThrow() {
    if (!problems.isEmpty()) {
      throw new InvalidSettingsException(problems);
    }
    return definitions;
  }
}
