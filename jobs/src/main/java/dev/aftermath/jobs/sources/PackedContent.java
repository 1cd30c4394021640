package dev.aftermath.jobs.sources;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Unpacks one packed content to nowhere, to know before it is read whether it can be. */
final class PackedContent {
  /** How many first bytes tell a format. */
  static final int HEAD = 512;

  /** Small content may be packed as well as it likes. */
  private static final long RATIO_COUNTS_FROM = 1 << 20;

  private static final int TAR_MAGIC_AT = 257;
  private static final String REMEDY_DAMAGED = "Transfer the file again, or export it again.";

  private final String place;
  private final ExportArchive.Limits limits;
  private final long remaining;
  private long size;

  PackedContent(String place, ExportArchive.Limits limits, long remaining) {
    this.place = place;
    this.limits = limits;
    this.remaining = remaining;
  }

  static boolean isGzip(byte[] head) {
    return head.length > 1 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B;
  }

  static boolean isZip(byte[] head) {
    return head.length > 3
        && head[0] == 'P'
        && head[1] == 'K'
        && ((head[2] == 3 && head[3] == 4) || (head[2] == 5 && head[3] == 6));
  }

  private static boolean isTar(byte[] head) {
    return head.length > TAR_MAGIC_AT + 5
        && new String(head, TAR_MAGIC_AT, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  /** Whether the entry is what file managers leave behind. */
  static boolean isLitter(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    return name.startsWith("__MACOSX/")
        || last.startsWith("._")
        || last.equals(".DS_Store")
        || last.equals("Thumbs.db");
  }

  /** Why an entry is not even looked into; null when it may be. */
  static @Nullable String unsafe(ZipItem item) {
    String name = item.name().replace('\\', '/');
    if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
      return "its name is empty or holds control characters";
    }
    if (name.startsWith("/") || name.matches("[A-Za-z]:.*")) {
      return "its name is an absolute path";
    }
    if (("/" + name + "/").contains("/../")) {
      return "its name leads out of the archive";
    }
    if (item.isSymbolicLink()) {
      return "it is a symbolic link";
    }
    return item.isEncrypted() ? "it is encrypted" : null;
  }

  /** A name that does no harm in a message. */
  static String printable(String name) {
    return name.replaceAll("\\p{Cntrl}|[\\u202A-\\u202E\\u2066-\\u2069]", "?");
  }

  static Defect defect(String place, DefectKind kind, String cause, String remedy) {
    return Defect.ofRecord(0, place, kind, cause, remedy, "");
  }

  /** The size of the content, once it was examined. */
  long size() {
    return size;
  }

  /** Why the gzip file cannot be read; null when it can. */
  @Nullable Defect examineGzip(Counted packed) throws IOException {
    try {
      return examine(new GZIPInputStream(packed, 1 << 16), packed::count, -1);
    } catch (EOFException e) {
      return defect(place, DefectKind.TRUNCATED, "the gzip file is cut off", REMEDY_DAMAGED);
    } catch (ZipException e) {
      return damaged("the gzip file is damaged: " + e.getMessage());
    }
  }

  /** Why the entry cannot be read; null when it can. */
  @Nullable Defect examineZip(ZipDirectory directory, ZipItem item) throws IOException {
    try (InputStream content = directory.open(item)) {
      return examine(content, item::compressedSize, item.crc());
    } catch (EOFException e) {
      return defect(place, DefectKind.TRUNCATED, "the entry is cut off", REMEDY_DAMAGED);
    } catch (ZipException e) {
      return damaged("the entry is damaged: " + e.getMessage());
    }
  }

  private @Nullable Defect examine(InputStream content, PackedSize packed, long crc)
      throws IOException {
    CRC32 sum = new CRC32();
    byte[] buffer = content.readNBytes(HEAD);
    if (isGzip(buffer) || isZip(buffer) || isTar(buffer)) {
      return defect(
          place,
          DefectKind.UNSAFE_ARCHIVE,
          "it holds another archive",
          "Pack every export once: plain, as .gz, or inside one .zip.");
    }
    int count = buffer.length;
    byte[] chunk = new byte[1 << 16];
    System.arraycopy(buffer, 0, chunk, 0, count);
    while (count > 0) {
      sum.update(chunk, 0, count);
      size += count;
      if (size > remaining) {
        return bomb("it unpacks to more than the " + limits.totalBytes() + " bytes allowed");
      }
      if (size > RATIO_COUNTS_FROM && size / limits.ratio() > packed.bytes()) {
        return bomb("it unpacks to more than " + limits.ratio() + " times its packed size");
      }
      count = content.read(chunk, 0, chunk.length);
    }
    return crc >= 0 && sum.getValue() != crc ? damaged("its checksum does not match") : null;
  }

  private Defect bomb(String cause) {
    return defect(
        place,
        DefectKind.UNSAFE_ARCHIVE,
        cause,
        "Look at the archive; if it is meant, unpack it and ingest the files.");
  }

  private Defect damaged(String cause) {
    return defect(place, DefectKind.MALFORMED, cause, REMEDY_DAMAGED);
  }

  /** How many packed bytes were needed so far. */
  @FunctionalInterface
  private interface PackedSize {
    long bytes();
  }

  /** Counts the bytes that are taken. */
  static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream bytes) {
      super(bytes);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      count += read < 0 ? 0 : 1;
      return read;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = super.read(target, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
