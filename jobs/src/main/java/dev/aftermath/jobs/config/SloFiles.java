package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloHistory;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * OpenSLO v1 files.
 *
 * @param definitions the SLOs that can be used, in the order of reading
 * @param validObjectCount objects of any kind in which nothing is wrong
 * @param problems everything that is wrong, file by file from top to bottom
 * @param warnings what is taken although it should be looked at, in the same order
 * @param objectives the objectives of each SLO as they are written, in their order
 */
public record SloFiles(
    List<SloDefinition> definitions,
    int validObjectCount,
    List<Problem> problems,
    List<Problem> warnings,
    Map<SloDefinition, List<YamlNode>> objectives) {

  /**
   * Reads files, and all {@code .yaml} and {@code .yml} files below folders. References lead from
   * any file to any other.
   */
  public static SloFiles read(List<Path> paths) {
    return read(paths, Reading.STRICT);
  }

  /** Reads files and folders as told. */
  public static SloFiles read(List<Path> paths, Reading reading) {
    SloFilesReader reader = new SloFilesReader(reading);
    paths.forEach(reader::read);
    return reader.result();
  }

  /** Reads one text as if it was a file of that name. */
  public static SloFiles read(String name, Reader text) throws IOException {
    return read(name, text, Reading.STRICT);
  }

  /** Reads one text as told. */
  public static SloFiles read(String name, Reader text, Reading reading) throws IOException {
    SloFilesReader reader = new SloFilesReader(reading);
    reader.read(name, text);
    return reader.result();
  }

  /** The usable SLOs by name, each with all of its versions. */
  public List<SloHistory> histories() {
    return SloHistory.of(definitions);
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
