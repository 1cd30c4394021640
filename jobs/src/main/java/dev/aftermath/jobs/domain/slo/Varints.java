package dev.aftermath.jobs.domain.slo;

import java.io.ByteArrayOutputStream;

/** Whole numbers in as few bytes as they need: seven bits a byte, the last byte first. */
final class Varints {
  private Varints() {}

  /** Writes a number; a negative one takes ten bytes, so {@linkplain #folded fold} it before. */
  static void write(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  /** Reads a number and moves the position behind it. */
  static long read(byte[] bytes, int[] position) {
    long value = 0;
    int shift = 0;
    while (true) {
      int part = bytes[position[0]++];
      value |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return value;
      }
      shift += 7;
    }
  }

  /** Small numbers of either sign as small numbers. */
  static long folded(long value) {
    return (value << 1) ^ (value >> 63);
  }

  /** The number that was folded. */
  static long unfolded(long folded) {
    return (folded >>> 1) ^ -(folded & 1);
  }
}
