package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Where pulled data is put, so that it goes the same way as exported files. */
@FunctionalInterface
public interface ExportStore {
  /**
   * Keeps the content under the name; what was there under that name is replaced.
   *
   * @throws IOException when the content cannot be read to its end or kept; then nothing is kept
   */
  void put(String name, InputStream content) throws IOException;

  /** A folder, in which a file appears only when it is complete. */
  static ExportStore folder(Path folder) {
    return (name, content) -> {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, ".", ".part");
      try {
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    };
  }
}
