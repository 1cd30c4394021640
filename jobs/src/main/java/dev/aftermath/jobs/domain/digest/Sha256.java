package dev.aftermath.jobs.domain.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256: what the platform tells contents and definitions apart by. */
public final class Sha256 {
  private Sha256() {}

  /** A digest to feed piece by piece; {@link #hex} ends it. */
  public static MessageDigest begin() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The 64 lower-case hexadecimal digits of a digest that was fed. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The 32 bytes of a text in UTF-8. */
  public static byte[] of(String text) {
    return begin().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The first 8 of these bytes as a number: enough to tell millions of texts apart. */
  public static long number(String text) {
    return ByteBuffer.wrap(of(text)).getLong();
  }

  /** The 64 lower-case hexadecimal digits of a text in UTF-8. */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text));
  }
}
