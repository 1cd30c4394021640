package dev.aftermath.jobs.sources;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads a zip file by its central directory, following PKWARE's APPNOTE 6.3. The JDK's own class
 * refuses a whole archive for one encrypted entry and does not tell links from files.
 */
final class ZipDirectory {
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int LOCATOR_64 = 0x07064b50;
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_SIZE = 22;
  private static final int ENTRY_SIZE = 46;
  private static final int LONGEST_COMMENT = 0xFFFF;
  private static final long LARGEST_DIRECTORY = 64L * 1024 * 1024;
  private static final long IN_EXTRA = 0xFFFFFFFFL;

  private final FileChannel file;

  ZipDirectory(FileChannel file) {
    this.file = file;
  }

  /**
   * All entries, in the directory's order.
   *
   * @throws ZipException when the directory is cut off or damaged
   */
  List<ZipItem> items() throws IOException {
    long length = file.size();
    int tail = (int) Math.min(length, END_SIZE + LONGEST_COMMENT + 20);
    ByteBuffer end = at(length - tail, tail);
    int found = -1;
    for (int i = tail - END_SIZE; i >= 0 && found < 0; i--) {
      found = end.getInt(i) == END ? i : -1;
    }
    if (found < 0) {
      throw new ZipException("its directory is missing, so the file is cut off");
    }
    long size = end.getInt(found + 12) & IN_EXTRA;
    long offset = end.getInt(found + 16) & IN_EXTRA;
    if (found >= 20 && end.getInt(found - 20) == LOCATOR_64) {
      ByteBuffer end64 = at(end.getLong(found - 20 + 8), 56);
      if (end64.getInt(0) == END_64) {
        size = end64.getLong(40);
        offset = end64.getLong(48);
      }
    }
    if (size > LARGEST_DIRECTORY) {
      throw new ZipException("its directory takes " + size + " bytes");
    }
    return items(at(offset, (int) size));
  }

  private static List<ZipItem> items(ByteBuffer directory) throws ZipException {
    List<ZipItem> items = new ArrayList<>();
    int at = 0;
    while (at + ENTRY_SIZE <= directory.limit()) {
      int nameLength = directory.getShort(at + 28) & 0xFFFF;
      int extraLength = directory.getShort(at + 30) & 0xFFFF;
      int commentLength = directory.getShort(at + 32) & 0xFFFF;
      int next = at + ENTRY_SIZE + nameLength + extraLength + commentLength;
      if (directory.getInt(at) != ENTRY || next > directory.limit()) {
        throw new ZipException("its directory is damaged at entry " + (items.size() + 1));
      }
      items.add(item(directory, at, nameLength, extraLength));
      at = next;
    }
    return items;
  }

  private static ZipItem item(ByteBuffer directory, int at, int nameLength, int extraLength)
      throws ZipException {
    byte[] name = new byte[nameLength];
    directory.get(at + ENTRY_SIZE, name);
    long[] sizes = {
      directory.getInt(at + 24) & IN_EXTRA,
      directory.getInt(at + 20) & IN_EXTRA,
      directory.getInt(at + 42) & IN_EXTRA
    };
    widen(directory, at + ENTRY_SIZE + nameLength, extraLength, sizes);
    boolean unix = (directory.get(at + 5) & 0xFF) == 3;
    return new ZipItem(
        text(name),
        directory.getShort(at + 8) & 0xFFFF,
        directory.getShort(at + 10) & 0xFFFF,
        directory.getInt(at + 16) & IN_EXTRA,
        sizes[1],
        sizes[0],
        sizes[2],
        unix ? directory.getInt(at + 38) >>> 16 : 0);
  }

  /** Takes sizes beyond 4 GiB from the extra field of zip64, in their fixed order. */
  private static void widen(ByteBuffer directory, int from, int length, long[] sizes)
      throws ZipException {
    int at = from;
    while (at + 4 <= from + length) {
      int id = directory.getShort(at) & 0xFFFF;
      int end = at + 4 + (directory.getShort(at + 2) & 0xFFFF);
      int value = at + 4;
      for (int i = 0; id == 1 && i < sizes.length; i++) {
        if (sizes[i] == IN_EXTRA) {
          if (value + 8 > Math.min(end, from + length)) {
            throw new ZipException("its directory lacks the size of an entry");
          }
          sizes[i] = directory.getLong(value);
          value += 8;
        }
      }
      at = end;
    }
  }

  private static String text(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException e) {
      return new String(name, StandardCharsets.ISO_8859_1);
    }
  }

  /** The entry's content, unpacked. */
  InputStream open(ZipItem item) throws IOException {
    ByteBuffer header = at(item.offset(), 30);
    if (header.getInt(0) != LOCAL) {
      throw new ZipException("its content is not where the directory says");
    }
    long from =
        item.offset() + 30 + (header.getShort(26) & 0xFFFF) + (header.getShort(28) & 0xFFFF);
    if (from + item.compressedSize() > file.size()) {
      throw new ZipException("its content is cut off");
    }
    InputStream packed = new Slice(file, from, item.compressedSize());
    return switch (item.method()) {
      case 0 -> packed;
      case 8 -> new InflaterInputStream(packed, new Inflater(true), 1 << 14);
      default -> throw new ZipException("its packing method " + item.method() + " is not known");
    };
  }

  private ByteBuffer at(long position, int length) throws IOException {
    if (position < 0 || length < 0 || position + length > file.size()) {
      throw new ZipException("its directory points outside of the file");
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining() && file.read(bytes, position + bytes.position()) >= 0) {
      // A read may bring less than asked for.
    }
    return bytes.flip();
  }

  /** A part of the file as a stream, which leaves the file's own position alone. */
  private static final class Slice extends InputStream {
    private final FileChannel file;
    private final long end;
    private long next;

    Slice(FileChannel file, long from, long length) {
      this.file = file;
      this.next = from;
      this.end = from + length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (next >= end) {
        return -1;
      }
      int wanted = (int) Math.min(length, end - next);
      int count = file.read(ByteBuffer.wrap(target, offset, wanted), next);
      next += Math.max(0, count);
      return count;
    }
  }
}
