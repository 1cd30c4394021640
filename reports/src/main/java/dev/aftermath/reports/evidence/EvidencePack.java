package dev.aftermath.reports.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An evidence pack: a BagIt bag (RFC 8493) in a zip, checkable with stock tools. The same files
 * give the same bytes on every machine: entries are stored, not compressed, as compressed bytes
 * depend on the machine's zlib.
 *
 * @param id names the pack
 * @param organisation whose evidence it is
 * @param description what it shows
 * @param asOf instant as of which it was computed
 * @param files the payload
 */
public record EvidencePack(
    PackId id, String organisation, String description, Instant asOf, List<PackFile> files) {
  /** Not 1 January 1980: for that value the JDK adds a field that depends on the zone. */
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  /** Checks that there is a payload and that no name is used twice, on any file system. */
  public EvidencePack {
    files = List.copyOf(files);
    if (files.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid evidence pack %s: it has no files".formatted(id.folder()));
    }
    Map<String, String> names = new TreeMap<>();
    for (PackFile file : files) {
      String before = names.put(file.path().toLowerCase(Locale.ROOT), file.path());
      if (before != null) {
        throw new IllegalArgumentException(
            "Invalid evidence pack %s: %s and %s are one name where case is ignored"
                .formatted(id.folder(), before, file.path()));
      }
    }
  }

  /**
   * Writes the pack as a zip and leaves the stream open.
   *
   * @throws IOException if a file cannot be read, changes between its two readings, or the stream
   *     fails
   */
  public void writeTo(OutputStream out) throws IOException {
    var zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    Map<String, Measure> payload = new TreeMap<>();
    Map<String, PackFile> sorted = new TreeMap<>();
    files.forEach(file -> sorted.put("data/" + file.path(), file));
    for (var file : sorted.entrySet()) {
      payload.put(file.getKey(), measure(file.getValue().content()));
    }
    Map<String, String> tags = new TreeMap<>();
    tags.put("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
    tags.put("bag-info.txt", info(payload));
    tags.put("manifest-sha256.txt", manifest(payload));
    tags.put("VERIFY.txt", Instructions.text(id.folder(), payload.size()));
    Map<String, Measure> measured = new TreeMap<>();
    for (var tag : tags.entrySet()) {
      byte[] bytes = tag.getValue().getBytes(StandardCharsets.UTF_8);
      PackFile.Content content = () -> new ByteArrayInputStream(bytes);
      measured.put(tag.getKey(), measure(content));
      store(zip, tag.getKey(), content, measure(content));
    }
    byte[] tagManifest = manifest(measured).getBytes(StandardCharsets.UTF_8);
    PackFile.Content content = () -> new ByteArrayInputStream(tagManifest);
    store(zip, "tagmanifest-sha256.txt", content, measure(content));
    for (var file : sorted.entrySet()) {
      Measure measure = payload.get(file.getKey());
      if (measure != null) {
        store(zip, file.getKey(), file.getValue().content(), measure);
      }
    }
    zip.finish();
  }

  private String info(Map<String, Measure> payload) {
    long bytes = payload.values().stream().mapToLong(Measure::size).sum();
    return "Source-Organization: %s\nExternal-Identifier: %s\nExternal-Description: %s\nBagging-Date: %s\n"
            .formatted(
                oneLine(organisation),
                id.folder(),
                oneLine(description),
                asOf.atOffset(ZoneOffset.UTC).toLocalDate())
        + "Payload-Oxum: %d.%d\nBag-Software-Agent: Aftermath\n".formatted(bytes, payload.size());
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ").strip();
  }

  private static String manifest(Map<String, Measure> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach(
        (path, measure) -> lines.append(measure.sha256()).append("  ").append(path).append('\n'));
    return lines.toString();
  }

  private static Measure measure(PackFile.Content content) throws IOException {
    CRC32 crc = new CRC32();
    MessageDigest digest = Sha256.digest();
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = content.open()) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
        digest.update(buffer, 0, read);
        size += read;
      }
    }
    return new Measure(size, crc.getValue(), Sha256.hex(digest));
  }

  /** The zip stream itself refuses an entry whose bytes are not the measured ones. */
  private void store(ZipOutputStream zip, String path, PackFile.Content content, Measure measure)
      throws IOException {
    ZipEntry entry = new ZipEntry(id.folder() + "/" + path);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(measure.size());
    entry.setCrc(measure.crc());
    entry.setTimeLocal(TIME);
    zip.putNextEntry(entry);
    try (InputStream in = content.open()) {
      in.transferTo(zip);
    }
    zip.closeEntry();
  }

  private record Measure(long size, long crc, String sha256) {}
}
