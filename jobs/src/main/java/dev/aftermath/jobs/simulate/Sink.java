package dev.aftermath.jobs.simulate;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Where the files of one source and week go: as they are, compressed one by one, or together in one
 * archive. Nothing of the machine or of the moment gets into them.
 */
interface Sink extends Closeable {

  /** Opens the next file; the one before must be closed. */
  OutputStream open(String name) throws IOException;

  @Override
  void close() throws IOException;

  /** How the files of a week are packed. */
  enum Packing {
    PLAIN,
    GZIP,
    ZIP
  }

  /** A sink for the folder; {@code archive} names the zip file if there is one. */
  static Sink to(Path folder, Packing packing, String archive) throws IOException {
    Files.createDirectories(folder);
    return switch (packing) {
      case PLAIN -> new Folder(folder, Packing.PLAIN);
      case GZIP -> new Folder(folder, Packing.GZIP);
      case ZIP -> new Archive(folder.resolve(archive));
    };
  }

  /** One file after another in a folder. */
  record Folder(Path folder, Packing packing) implements Sink {

    @Override
    public OutputStream open(String name) throws IOException {
      if (packing == Packing.GZIP) {
        return new BufferedOutputStream(
            new FastGzip(Files.newOutputStream(folder.resolve(name + ".gz"))), 1 << 15);
      }
      return new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16);
    }

    @Override
    public void close() {}
  }

  /** One entry after another in a zip file. */
  final class Archive implements Sink {

    // Archives carry local times; a fixed one keeps them equal on every machine.
    private static final FileTime ENTRY_TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private final ZipOutputStream zip;

    Archive(Path file) throws IOException {
      this.zip =
          new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
      zip.setLevel(Deflater.BEST_SPEED);
    }

    @Override
    public OutputStream open(String name) throws IOException {
      ZipEntry entry = new ZipEntry(name);
      entry.setLastModifiedTime(ENTRY_TIME);
      zip.putNextEntry(entry);
      return new BufferedOutputStream(
          new FilterOutputStream(zip) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
              out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
              zip.closeEntry();
            }
          },
          1 << 15);
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  /** Gzip that spends little time: telemetry is a hundred times as large as everything else. */
  final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 15);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
