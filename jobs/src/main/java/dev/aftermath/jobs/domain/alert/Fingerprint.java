package dev.aftermath.jobs.domain.alert;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fingerprint by which Prometheus and Alertmanager call a set of labels: FNV-1a over the names
 * and values in the order of the names, each followed by a byte that UTF-8 does not have ({@code
 * prometheus/common}, {@code model/signature.go}).
 */
public final class Fingerprint {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;
  private static final int SEPARATOR = 0xff;

  private Fingerprint() {}

  /** The 16 lower-case hexadecimal digits of some labels. */
  public static String of(Map<String, String> labels) {
    long hash = OFFSET;
    for (Map.Entry<String, String> label : new TreeMap<>(labels).entrySet()) {
      hash = add(add(hash, label.getKey()), label.getValue());
    }
    return "%016x".formatted(hash);
  }

  private static long add(long hash, String text) {
    long sum = hash;
    for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
      sum = (sum ^ (next & 0xff)) * PRIME;
    }
    return (sum ^ SEPARATOR) * PRIME;
  }
}
