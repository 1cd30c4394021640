package dev.aftermath.jobs.domain.series;

/**
 * Samples of one series in one compact byte array: the column that holds them in the lake.
 *
 * <p>Layout: a varint with the number of samples; one mode byte; then per sample a zigzag varint
 * with the change of the timestamp's step (the first timestamp and the first step count from 0),
 * followed by the value. Mode 0, taken when every value is a whole number below 2^53 and not
 * negative zero: a zigzag varint with the change to the value before. Mode 1: the bits of the value
 * exclusive-or those of the value before, as one length byte and that many bytes, most significant
 * zero bytes left out. Both restore every bit, the payload of a NaN included. Mode 2 is {@link
 * HistogramChunk}.
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
    VarintWriter out = new VarintWriter(16 + count * 4);
    out.write(count);
    int mode = wholeNumbers(values, count) ? WHOLE_NUMBERS : ANY_NUMBERS;
    out.writeByte(mode);
    long lastMillis = 0;
    long lastStep = 0;
    long lastValue = 0;
    for (int i = 0; i < count; i++) {
      long step = epochMillis[i] - lastMillis;
      out.writeSigned(step - lastStep);
      lastMillis = epochMillis[i];
      lastStep = step;
      if (mode == WHOLE_NUMBERS) {
        long value = (long) values[i];
        out.writeSigned(value - lastValue);
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
    return Math.toIntExact(new VarintReader(chunk).read());
  }

  /**
   * Hands every number to the visitor, in the order in which they were encoded; a chunk of native
   * histograms has none.
   */
  public static void decode(byte[] chunk, SampleVisitor visitor) {
    VarintReader in = new VarintReader(chunk);
    int count = Math.toIntExact(in.read());
    int mode = in.readByte();
    if (mode == HistogramChunk.MODE) {
      return;
    }
    long millis = 0;
    long step = 0;
    long last = 0;
    for (int i = 0; i < count; i++) {
      step += in.readSigned();
      millis += step;
      if (mode == WHOLE_NUMBERS) {
        last += in.readSigned();
        visitor.sample(millis, (double) last);
      } else {
        last ^= bits(in);
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

  private static void writeBits(VarintWriter out, long bits) {
    int length = (64 - Long.numberOfLeadingZeros(bits) + 7) / 8;
    out.writeByte(length);
    for (int shift = (length - 1) * 8; shift >= 0; shift -= 8) {
      out.writeByte((int) (bits >>> shift));
    }
  }

  private static long bits(VarintReader in) {
    int length = in.readByte();
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = (value << 8) | in.readByte();
    }
    return value;
  }
}
