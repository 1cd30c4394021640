package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An export archive")
class ExportArchiveTest {
  private static final ExportArchive.Limits SMALL = new ExportArchive.Limits(5, 200, 4 << 20);

  private static final class Opened implements ExportArchive.Visitor {
    final Map<String, String> entries = new LinkedHashMap<>();
    final List<Defect> defects = new ArrayList<>();
    final List<String> warnings = new ArrayList<>();

    static Opened of(String name, byte[] bytes) throws IOException {
      Opened opened = new Opened();
      ExportArchive.read(name, () -> new ByteArrayInputStream(bytes), SMALL, opened);
      return opened;
    }

    @Override
    public void entry(String name, InputStream bytes) throws IOException {
      entries.put(name, new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
    }

    @Override
    public void refused(Defect defect) {
      defects.add(defect);
    }

    @Override
    public void warn(String warning) {
      warnings.add(warning);
    }

    void refusesOnly(DefectKind kind, String where, String cause) {
      assertThat(defects)
          .singleElement()
          .satisfies(
              defect -> {
                assertThat(defect.kind()).isEqualTo(kind);
                assertThat(defect.where()).contains(where);
                assertThat(defect.cause()).contains(cause);
                assertThat(defect.remedy()).isNotBlank();
              });
    }
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(String content) throws IOException {
    return gzip(content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** An archive of a good entry, one to be looked at, and another good one. */
  private static byte[] zipAround(String name, byte[] content) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("a.json", "A".getBytes(StandardCharsets.UTF_8));
    entries.put(name, content);
    entries.put("week/ü.json", "Z".getBytes(StandardCharsets.UTF_8));
    return zip(entries);
  }

  private static final byte[] CONTENT = "bad".getBytes(StandardCharsets.UTF_8);

  /** Where the central directory's n-th entry begins. */
  private static int directoryEntry(byte[] zip, int number) {
    int at = 0;
    for (int found = 0; found < number; at++) {
      boolean entry = zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2;
      found += entry ? 1 : 0;
    }
    return at - 1;
  }

  private static void keepsNeighbours(Opened opened) {
    assertThat(opened.entries)
        .containsExactlyInAnyOrderEntriesOf(Map.of("a.json", "A", "week/ü.json", "Z"));
  }

  @Test
  @DisplayName("is told by its first bytes, whatever its name is")
  void opensAllForms() throws IOException {
    assertThat(Opened.of("x.zip", CONTENT).entries).isEqualTo(Map.of("x.zip", "bad"));
    assertThat(Opened.of("x.json.gz", gzip("A")).entries).isEqualTo(Map.of("x.json", "A"));
    assertThat(Opened.of("x.json", gzip("A")).entries).isEqualTo(Map.of("x.json", "A"));
    Opened zip = Opened.of("x.bin", zipAround("good/", new byte[0]));
    keepsNeighbours(zip);
    assertThat(zip.defects).isEmpty();
  }

  @Test
  @DisplayName("loses no entry to names that lead elsewhere")
  void refusesUnsafeNames() throws IOException {
    for (String name :
        List.of("../x.json", "a/../../x.json", "/etc/x", "C:\\x", "..\\x", "a\u0007")) {
      Opened opened = Opened.of("x.zip", zipAround(name, CONTENT));

      keepsNeighbours(opened);
      opened.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "x.zip, entry ", "its name");
    }
  }

  @Test
  @DisplayName("holds no archive within an archive")
  void refusesNested() throws IOException {
    Opened opened = Opened.of("x.zip", zipAround("inner.zip", zip(Map.of("a", CONTENT))));
    Opened twice = Opened.of("x.gz", gzip(gzip("A")));

    keepsNeighbours(opened);
    opened.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "entry inner.zip", "another archive");
    twice.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "x.gz", "another archive");
  }

  @Test
  @DisplayName("refuses bombs by ratio and by size")
  void refusesBombs() throws IOException {
    Opened ratio = Opened.of("x.zip", zipAround("bomb", new byte[2 << 20]));
    byte[] noise = new byte[5 << 20];
    new java.util.Random(1).nextBytes(noise);
    Opened size = Opened.of("x.zip", zipAround("big", noise));
    Opened gzip = Opened.of("x.gz", gzip(new byte[2 << 20]));

    keepsNeighbours(ratio);
    ratio.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "entry bomb", "200 times");
    keepsNeighbours(size);
    size.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "entry big", "4194304 bytes");
    gzip.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "x.gz", "200 times");
  }

  @Test
  @DisplayName("refuses both entries of one name")
  void refusesDuplicates() throws IOException {
    byte[] zip = zipAround("b.json", CONTENT);
    for (int i = 0; i + 6 < zip.length; i++) {
      if (new String(zip, i, 6, StandardCharsets.ISO_8859_1).equals("b.json")) {
        zip[i] = 'a';
      }
    }

    Opened opened = Opened.of("x.zip", zip);

    assertThat(opened.entries).containsOnlyKeys("week/ü.json");
    assertThat(opened.defects).hasSize(2).allMatch(it -> it.cause().contains("twice"));
  }

  @Test
  @DisplayName("refuses encrypted entries and symbolic links alone")
  void refusesEncryptedAndLinks() throws IOException {
    byte[] encrypted = zipAround("secret", CONTENT);
    encrypted[directoryEntry(encrypted, 2) + 8] |= 1;
    byte[] link = zipAround("link", CONTENT);
    int entry = directoryEntry(link, 2);
    link[entry + 5] = 3;
    link[entry + 41] = (byte) 0xA1;
    link[entry + 40] = (byte) 0xFF;

    Opened openedEncrypted = Opened.of("x.zip", encrypted);
    Opened openedLink = Opened.of("x.zip", link);

    keepsNeighbours(openedEncrypted);
    openedEncrypted.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "entry secret", "encrypted");
    keepsNeighbours(openedLink);
    openedLink.refusesOnly(DefectKind.UNSAFE_ARCHIVE, "entry link", "symbolic link");
  }

  @Test
  @DisplayName("refuses content that fails its checksum alone")
  void refusesDamagedEntry() throws IOException {
    byte[] zip = zipAround("broken", CONTENT);
    zip[directoryEntry(zip, 2) + 16] ^= 1;

    Opened opened = Opened.of("x.zip", zip);

    keepsNeighbours(opened);
    opened.refusesOnly(DefectKind.MALFORMED, "entry broken", "checksum");
  }

  @Test
  @DisplayName("is refused whole when it is cut off or has too many entries")
  void refusesCut() throws IOException {
    byte[] zip = zipAround("b", CONTENT);
    byte[] gzip = gzip("A".repeat(1000));
    Map<String, byte[]> many = new LinkedHashMap<>();
    for (int i = 0; i < 6; i++) {
      many.put("e" + i, CONTENT);
    }

    Opened.of("x.zip", Arrays.copyOf(zip, zip.length - 30))
        .refusesOnly(DefectKind.TRUNCATED, "x.zip", "cut off");
    Opened.of("x.gz", Arrays.copyOf(gzip, gzip.length - 10))
        .refusesOnly(DefectKind.TRUNCATED, "x.gz", "cut off");
    Opened.of("x.zip", zip(many)).refusesOnly(DefectKind.UNSAFE_ARCHIVE, "x.zip", "6 entries");
  }

  @Test
  @DisplayName("passes over what file managers leave behind")
  void passesOverLitter() throws IOException {
    Opened opened = Opened.of("x.zip", zipAround("__MACOSX/._a.json", CONTENT));

    keepsNeighbours(opened);
    assertThat(opened.defects).isEmpty();
    assertThat(opened.warnings).singleElement().asString().contains("__MACOSX");
  }
}
