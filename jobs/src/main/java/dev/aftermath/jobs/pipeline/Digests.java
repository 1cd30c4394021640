package dev.aftermath.jobs.pipeline;

import dev.aftermath.jobs.domain.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of what a computation rests on. */
final class Digests {
  private Digests() {}

  /** Of every file's name and bytes, in the order of names. */
  static String ofFolder(Path folder) {
    MessageDigest digest = Sha256.begin();
    try (Stream<Path> found = Files.walk(folder)) {
      List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        digest.update(Files.readAllBytes(file));
      }
      return Sha256.hex(digest);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + folder + ": " + e.getMessage(), e);
    }
  }
}
