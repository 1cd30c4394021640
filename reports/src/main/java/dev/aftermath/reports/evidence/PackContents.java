package dev.aftermath.reports.evidence;

import dev.aftermath.reports.evidence.Finding.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a pack holds: the digest of every file, and the text of those beside the payload. */
final class PackContents {
  private static final int LARGEST_TAG_FILE = 16 << 20;

  private final Map<String, String> digests = new TreeMap<>();
  private final Map<String, String> tags = new HashMap<>();
  private final Map<String, String> caseless = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private long payloadBytes;
  private int payloadFiles;
  private boolean complete = true;

  /** Reads one file; the budget guards against archives that unpack without end. */
  void read(String path, InputStream in, ByteBudget budget) throws IOException {
    MessageDigest digest = Sha256.digest();
    boolean payload = path.startsWith("data/");
    var kept = new ByteArrayOutputStream();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      budget.spend(path, read);
      digest.update(buffer, 0, read);
      size += read;
      if (!payload && size <= LARGEST_TAG_FILE) {
        kept.write(buffer, 0, read);
      }
    }
    if (payload) {
      payloadBytes += size;
      payloadFiles++;
    } else {
      tags.put(path, kept.toString(StandardCharsets.UTF_8));
    }
    record(path, Sha256.hex(digest));
  }

  /** A file whose bytes are damaged in the archive; its manifest will not agree with it. */
  void damaged(String path, String cause) {
    complete = false;
    record(path, "unreadable (" + cause + ")");
  }

  private void record(String path, String sha256) {
    if (digests.put(path, sha256) != null) {
      add(Finding.publisher(Kind.DUPLICATE_NAME, path, "the pack holds this name more than once"));
    }
    String other = caseless.put(path.toLowerCase(Locale.ROOT), path);
    if (other != null && !other.equals(path)) {
      add(
          Finding.publisher(
              Kind.DUPLICATE_NAME, path, "it differs from " + other + " only in case"));
    }
  }

  void add(Finding finding) {
    findings.add(finding);
  }

  List<Finding> findings() {
    return findings;
  }

  Map<String, String> digests() {
    return digests;
  }

  @Nullable String tag(String path) {
    return tags.get(path);
  }

  /** Whether every file could be read to its end; otherwise sizes say nothing. */
  boolean isComplete() {
    return complete;
  }

  /** Bytes and number of payload files, as BagIt's Payload-Oxum writes them. */
  String oxum() {
    return payloadBytes + "." + payloadFiles;
  }

  /** How many bytes may still be unpacked. */
  static final class ByteBudget {
    private long left;

    ByteBudget(long bytes) {
      this.left = bytes;
    }

    void spend(String path, int bytes) throws BombException {
      left -= bytes;
      if (left < 0) {
        throw new BombException(path);
      }
    }
  }

  /** An archive unpacks to far more than a pack can hold. */
  static final class BombException extends IOException {
    private static final long serialVersionUID = 1L;
    private final String path;

    BombException(String path) {
      super("too many bytes at " + path);
      this.path = path;
    }

    String path() {
      return path;
    }
  }
}
