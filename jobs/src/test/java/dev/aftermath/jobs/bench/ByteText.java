package dev.aftermath.jobs.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text that is put together from numbers without a string for each of them. */
final class ByteText {
  private byte[] bytes = new byte[1 << 20];
  private int size;

  ByteText add(String text) {
    byte[] added = text.getBytes(StandardCharsets.UTF_8);
    room(added.length);
    System.arraycopy(added, 0, bytes, size, added.length);
    size += added.length;
    return this;
  }

  ByteText add(byte[] added) {
    room(added.length);
    System.arraycopy(added, 0, bytes, size, added.length);
    size += added.length;
    return this;
  }

  /** A number that is not negative, in decimals. */
  ByteText add(long number) {
    room(20);
    int end = size + digits(number);
    long rest = number;
    for (int at = end - 1; at >= size; at--) {
      bytes[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size = end;
    return this;
  }

  /** Milliseconds as seconds with three decimals. */
  ByteText addSeconds(long millis) {
    add(millis / 1000);
    room(4);
    int part = (int) (millis % 1000);
    bytes[size++] = '.';
    bytes[size++] = (byte) ('0' + part / 100);
    bytes[size++] = (byte) ('0' + part / 10 % 10);
    bytes[size++] = (byte) ('0' + part % 10);
    return this;
  }

  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
    size = 0;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }
}
