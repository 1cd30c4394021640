package dev.aftermath.jobs.domain.series;

import java.nio.charset.StandardCharsets;

/** Reads what {@link VarintWriter} wrote, number by number and text by text. */
public final class VarintReader {
  private final byte[] bytes;
  private int position;

  /** Reads from the first byte on. */
  public VarintReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The next number. */
  public long read() {
    byte[] from = bytes;
    int at = position;
    long value = from[at++];
    if (value < 0) {
      value &= 0x7F;
      int shift = 7;
      byte part = from[at++];
      while (part < 0) {
        value |= (long) (part & 0x7F) << shift;
        shift += 7;
        part = from[at++];
      }
      value |= (long) part << shift;
    }
    position = at;
    return value;
  }

  /** The next number of either sign. */
  public long readSigned() {
    long folded = read();
    return (folded >>> 1) ^ -(folded & 1);
  }

  /** The next byte as a number from 0 to 255. */
  public int readByte() {
    return bytes[position++] & 0xFF;
  }

  /** The next text. */
  public String readText() {
    int length = Math.toIntExact(read());
    position += length;
    return new String(bytes, position - length, length, StandardCharsets.UTF_8);
  }
}
