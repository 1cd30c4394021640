package dev.aftermath.jobs.endtoend;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Real exports, which lie beside the project and never in it. */
final class RealData {
  private RealData() {}

  /** A file or folder of the real exports; without it the test is skipped. */
  static Path at(String name) {
    Path path = Path.of(System.getProperty("aftermath.shared", "../../shared")).resolve("data");
    Path found = path.resolve(name);
    assumeTrue(Files.exists(found), "Skipped: no real exports at " + found);
    return found;
  }

  /** Puts a copy of a file where a test expects its exports. */
  static Path copy(Path file, Path target) {
    try {
      Files.createDirectories(target.getParent());
      return Files.copy(file, target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
