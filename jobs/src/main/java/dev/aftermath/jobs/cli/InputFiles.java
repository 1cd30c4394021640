package dev.aftermath.jobs.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of the files that a command names. */
final class InputFiles {
  private InputFiles() {}

  /**
   * Lets a path pass that exists.
   *
   * @throws InvalidInputException when there is nothing
   */
  static void mustExist(Path path) {
    if (!Files.exists(path)) {
      throw new InvalidInputException("Cannot read " + path + ": it is not there.");
    }
  }
}
