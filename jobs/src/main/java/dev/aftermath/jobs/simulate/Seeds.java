package dev.aftermath.jobs.simulate;

import java.util.SplittableRandom;

/**
 * Random streams addressed by what they are for, never by the order in which they are asked for: a
 * service added to the world leaves every other service as it was.
 */
final class Seeds {

  private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private Seeds() {}

  /** The finaliser of SplitMix64: every bit of the input changes half the bits of the output. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  static long mix(long first, long second) {
    return mix(mix(first) ^ second);
  }

  static long mix(long key, String text) {
    long mixed = mix(key);
    for (int i = 0; i < text.length(); i++) {
      mixed = mix(mixed ^ text.charAt(i));
    }
    return mixed;
  }

  static SplittableRandom random(long key) {
    return new SplittableRandom(mix(key));
  }

  /** A number in [0, 1) that belongs to the key. */
  static double uniform(long key) {
    return (mix(key) >>> 11) * 0x1.0p-53;
  }

  /**
   * An approximately standard normal number that belongs to the key: three uniforms, no
   * transcendental function, because every sample of every series asks for one.
   */
  static double bell(long key) {
    return 2 * (uniform(key) + uniform(key + 1) + uniform(key + 2) - 1.5);
  }

  /** Standard normal by Box and Muller, in strict arithmetic so that every machine agrees. */
  static double normal(SplittableRandom random) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
    return radius * StrictMath.cos(2 * Math.PI * random.nextDouble());
  }

  /** A log-normal duration in seconds with the given median. */
  static long logNormalSeconds(SplittableRandom random, double medianSeconds, double sigma) {
    return Math.max(1, Math.round(medianSeconds * StrictMath.exp(sigma * normal(random))));
  }

  /** Poisson count; above 50 the rounded normal approximation. */
  static int poisson(SplittableRandom random, double mean) {
    if (mean > 50) {
      return (int) Math.max(0, Math.round(mean + StrictMath.sqrt(mean) * normal(random)));
    }
    double limit = StrictMath.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  /** 32 lower-case hexadecimal digits, the form of a ServiceNow sys_id. */
  static String hex32(long key) {
    return "%016x%016x".formatted(mix(key), mix(key ^ 0x5DEECE66DL));
  }

  /** Upper-case letters and digits, the form of a PagerDuty id. */
  static String code(char prefix, long key, int length) {
    StringBuilder text = new StringBuilder(length).append(prefix);
    long bits = 0;
    for (int i = 0; text.length() < length; i++) {
      if (i % 10 == 0) {
        bits = mix(key + i) >>> 1;
      }
      text.append(ALPHABET.charAt((int) (bits % 36)));
      bits /= 36;
    }
    return text.toString();
  }
}
