package dev.aftermath.jobs.sources;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Opens an export file that is plain, gzip-compressed or a zip archive, told apart by its first
 * bytes and not by its name.
 *
 * <p>Every packed content is unpacked once to nowhere before it is handed over: so a bomb, a cut or
 * a damaged one is refused whole, and its neighbours in the archive are read. Nothing is ever
 * unpacked to a disk.
 */
public final class ExportArchive {
  private static final String REMEDY_DAMAGED = "Transfer the file again, or export it again.";
  private static final String REMEDY_UNSAFE = "Look at the archive; pack only exports, once each.";

  private final Limits limits;
  private final Visitor visitor;

  private ExportArchive(Limits limits, Visitor visitor) {
    this.limits = limits;
    this.visitor = visitor;
  }

  /** A file that can be read more than once. */
  @FunctionalInterface
  public interface ByteSource {
    /** Opens the file from its beginning. */
    InputStream open() throws IOException;
  }

  /** Takes what an archive holds, in its order. */
  public interface Visitor {
    /**
     * One export.
     *
     * @param name its name without folders of the archive's place: the file's own name, without
     *     {@code .gz}, or the entry's path within a zip
     * @param bytes its content, unpacked; closed by the archive
     */
    void entry(String name, InputStream bytes) throws IOException;

    /** One export in a file of its own that is not packed: its content is the file. */
    default void plain(String name, InputStream bytes) throws IOException {
      entry(name, bytes);
    }

    /** An entry, or the whole file, that is refused; the defect's place names it. */
    void refused(Defect defect);

    /** Something worth knowing. */
    void warn(String warning);
  }

  /**
   * How much an archive may hold.
   *
   * @param entryCount the most entries of a zip
   * @param ratio the most bytes for each packed one
   * @param totalBytes the most bytes of all entries together
   */
  public record Limits(long entryCount, long ratio, long totalBytes) {

    /** 10,000 entries, 200 times the packed size, 64 GiB. */
    public static Limits ordinary() {
      return new Limits(10_000, 200, 64L << 30);
    }
  }

  /**
   * Reads the file.
   *
   * @param fileName its name, for messages and to name its content
   * @throws IOException when its bytes cannot be fetched; never for what they are
   */
  public static void read(String fileName, ByteSource source, Limits limits, Visitor visitor)
      throws IOException {
    ExportArchive archive = new ExportArchive(limits, visitor);
    byte[] head;
    try (InputStream bytes = source.open()) {
      head = bytes.readNBytes(PackedContent.HEAD);
    }
    if (PackedContent.isGzip(head)) {
      archive.readGzip(fileName, source);
    } else if (PackedContent.isZip(head)) {
      archive.readZip(fileName, source);
    } else {
      try (InputStream bytes = new BufferedInputStream(source.open(), 1 << 16)) {
        visitor.plain(fileName, bytes);
      }
    }
  }

  private void readGzip(String fileName, ByteSource source) throws IOException {
    String name =
        fileName.endsWith(".gz") ? fileName.substring(0, fileName.length() - 3) : fileName;
    PackedContent content = new PackedContent(fileName, limits, limits.totalBytes());
    Defect defect;
    try (InputStream packed = source.open();
        PackedContent.Counted counted = new PackedContent.Counted(packed)) {
      defect = content.examineGzip(counted);
    }
    if (defect != null) {
      visitor.refused(defect);
      return;
    }
    try (InputStream bytes = new GZIPInputStream(source.open(), 1 << 16)) {
      visitor.entry(name, bytes);
    }
  }

  private void readZip(String fileName, ByteSource source) throws IOException {
    Path copy = Files.createTempFile("aftermath-export", ".zip");
    try {
      try (InputStream bytes = source.open()) {
        Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      try (FileChannel file = FileChannel.open(copy)) {
        readItems(fileName, new ZipDirectory(file));
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private void readItems(String fileName, ZipDirectory directory) throws IOException {
    List<ZipItem> items;
    try {
      items = directory.items();
    } catch (ZipException e) {
      visitor.refused(
          PackedContent.defect(
              fileName,
              DefectKind.TRUNCATED,
              "the zip archive cannot be read: " + e.getMessage(),
              REMEDY_DAMAGED));
      return;
    }
    if (items.size() > limits.entryCount()) {
      visitor.refused(
          PackedContent.defect(
              fileName,
              DefectKind.UNSAFE_ARCHIVE,
              "the archive has " + items.size() + " entries, allowed are " + limits.entryCount(),
              "Pack fewer exports into one archive."));
      return;
    }
    Map<String, Integer> occurrences = new HashMap<>();
    items.forEach(item -> occurrences.merge(item.name(), 1, Integer::sum));
    long remaining = limits.totalBytes();
    long position = 0;
    for (ZipItem item : items) {
      position++;
      if (item.isFolder()) {
        continue;
      }
      if (PackedContent.isLitter(item.name())) {
        visitor.warn("The entry " + item.name() + " of " + fileName + " is passed over.");
        continue;
      }
      String place = fileName + ", entry " + PackedContent.printable(item.name());
      boolean twice = occurrences.getOrDefault(item.name(), 1) > 1;
      remaining -= readItem(place, position, item, twice, directory, remaining);
    }
  }

  private long readItem(
      String place,
      long position,
      ZipItem item,
      boolean twice,
      ZipDirectory directory,
      long remaining)
      throws IOException {
    String unsafe = twice ? "its name stands twice in the archive" : PackedContent.unsafe(item);
    PackedContent content = new PackedContent(place, limits, remaining);
    Defect defect =
        unsafe == null
            ? content.examineZip(directory, item)
            : PackedContent.defect(
                place, DefectKind.UNSAFE_ARCHIVE, "the entry is refused: " + unsafe, REMEDY_UNSAFE);
    if (defect != null) {
      visitor.refused(at(position, defect));
      return 0;
    }
    try (InputStream bytes = new BufferedInputStream(directory.open(item), 1 << 16)) {
      visitor.entry(item.name(), bytes);
    }
    return content.size();
  }

  private static Defect at(long position, Defect defect) {
    return Defect.ofRecord(
        position, defect.where(), defect.kind(), defect.cause(), defect.remedy(), "");
  }
}
