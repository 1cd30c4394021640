package dev.aftermath.jobs.domain.series;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes whole numbers, and texts between them, in few bytes: of a number seven bits a byte, the
 * lowest first, the highest bit set on all but the last. {@link VarintReader} is the way back.
 */
public final class VarintWriter {
  private static final int LONGEST = 10;

  // Not a stream of the library: those take a lock for every byte, and this writes millions.
  private byte[] bytes;
  private int size;

  /** A writer with room for about so many bytes; it makes more as needed. */
  public VarintWriter(int expectedBytes) {
    this.bytes = new byte[Math.max(expectedBytes, LONGEST)];
  }

  /** Writes a number; a negative one takes ten bytes, for which there is {@link #writeSigned}. */
  public void write(long value) {
    makeRoom(LONGEST);
    byte[] to = bytes;
    int at = size;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      to[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    size = at;
  }

  /** Writes a number of either sign, small ones in few bytes. */
  public void writeSigned(long value) {
    write((value << 1) ^ (value >> 63));
  }

  /** Writes the lowest eight bits as they are. */
  public void writeByte(int value) {
    makeRoom(1);
    bytes[size++] = (byte) value;
  }

  /** Writes a text: how many bytes it takes in UTF-8, then these. */
  public void writeText(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    write(encoded.length);
    makeRoom(encoded.length);
    System.arraycopy(encoded, 0, bytes, size, encoded.length);
    size += encoded.length;
  }

  /** All that was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  private void makeRoom(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
