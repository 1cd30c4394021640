package dev.aftermath.jobs.domain.series;

import java.io.ByteArrayOutputStream;

/**
 * Samples of one series in one compact byte array: the column that holds them in the lake.
 *
 * <p>Layout: a varint with the number of samples; one mode byte; then per sample a zigzag varint
 * with the change of the timestamp's step (the first timestamp and the first step count from 0),
 * followed by the value. Mode 0, taken when every value is a whole number below 2^53 and not
 * negative zero: a zigzag varint with the change to the value before. Mode 1: the bits of the value
 * exclusive-or those of the value before, as one length byte and that many bytes, most significant
 * zero bytes left out. Both restore every bit, the payload of a NaN included.
 */
public final class SampleChunk {
  private static final int WHOLE_NUMBERS = 0;
  private static final int ANY_NUMBERS = 1;
  private static final double LARGEST_EXACT = 9007199254740992d;

  private SampleChunk() {}

  /**
   * Encodes the first {@code count} samples. Timestamps need not ascend, but ascending ones with an
   * even step are what the layout is small for.
   */
  public static byte[] encode(long[] epochMillis, double[] values, int count) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 + count * 3);
    writeVarint(out, count);
    int mode = wholeNumbers(values, count) ? WHOLE_NUMBERS : ANY_NUMBERS;
    out.write(mode);
    long lastMillis = 0;
    long lastStep = 0;
    long lastValue = 0;
    for (int i = 0; i < count; i++) {
      long step = epochMillis[i] - lastMillis;
      writeVarint(out, zigzag(step - lastStep));
      lastMillis = epochMillis[i];
      lastStep = step;
      if (mode == WHOLE_NUMBERS) {
        long value = (long) values[i];
        writeVarint(out, zigzag(value - lastValue));
        lastValue = value;
      } else {
        long bits = Double.doubleToRawLongBits(values[i]);
        writeBits(out, bits ^ lastValue);
        lastValue = bits;
      }
    }
    return out.toByteArray();
  }

  /** The number of samples in a chunk. */
  public static int count(byte[] chunk) {
    return Math.toIntExact(new Cursor(chunk).varint());
  }

  /** Hands every sample to the visitor, in the order in which they were encoded. */
  public static void decode(byte[] chunk, SampleVisitor visitor) {
    Cursor cursor = new Cursor(chunk);
    int count = Math.toIntExact(cursor.varint());
    int mode = cursor.next();
    long millis = 0;
    long step = 0;
    long last = 0;
    for (int i = 0; i < count; i++) {
      step += unzigzag(cursor.varint());
      millis += step;
      if (mode == WHOLE_NUMBERS) {
        last += unzigzag(cursor.varint());
        visitor.sample(millis, (double) last);
      } else {
        last ^= cursor.bits();
        visitor.sample(millis, Double.longBitsToDouble(last));
      }
    }
  }

  private static boolean wholeNumbers(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      double value = values[i];
      boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_EXACT;
      if (!whole || (value == 0 && Double.doubleToRawLongBits(value) != 0)) {
        return false;
      }
    }
    return true;
  }

  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  private static long unzigzag(long value) {
    return (value >>> 1) ^ -(value & 1);
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private static void writeBits(ByteArrayOutputStream out, long bits) {
    int length = (64 - Long.numberOfLeadingZeros(bits) + 7) / 8;
    out.write(length);
    for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
      out.write((int) (bits >>> shift));
    }
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int position;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    int next() {
      return bytes[position++] & 0xFF;
    }

    long varint() {
      long value = 0;
      int shift = 0;
      while (true) {
        int part = bytes[position++];
        value |= (long) (part & 0x7F) << shift;
        if (part >= 0) {
          return value;
        }
        shift += 7;
      }
    }

    long bits() {
      int length = next();
      long value = 0;
      for (int i = 0; i < length; i++) {
        value = (value << 8) | next();
      }
      return value;
    }
  }
}
