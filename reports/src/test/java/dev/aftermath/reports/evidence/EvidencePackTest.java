package dev.aftermath.reports.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.aftermath.reports.evidence.Finding.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidencePackTest {
  private static final Instant AS_OF = Instant.parse("2026-11-17T11:00:00Z");
  private static final String FOLDER = "pack-emea-2026-W46-0001";

  @TempDir Path temporary;

  @Test
  void the_same_files_give_the_same_bytes_in_any_zone_and_order() throws IOException {
    TimeZone before = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("America/New_York"));
      byte[] first = pack();
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kolkata"));
      assertThat(pack()).isEqualTo(first);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void a_pack_verifies_as_a_zip_and_unpacked() throws Exception {
    Path zip = write(pack());
    Verification verification = EvidenceVerifier.verify(zip);
    assertThat(verification.findings()).isEmpty();
    assertThat(verification.filesChecked()).isEqualTo(7);
    assertThat(verification.tagManifestSha256()).hasSize(64);
    assertThat(EvidenceVerifier.verify(unpack(zip)).findings()).isEmpty();
  }

  @Test
  void the_commands_of_its_instructions_agree_with_the_verifier() throws Exception {
    Path folder = unpack(write(pack()));
    String text = Files.readString(folder.resolve("VERIFY.txt"));
    String commands =
        text.lines().filter(line -> line.contains(" && echo ")).collect(Collectors.joining("\n"));
    String expected =
        text.substring(text.indexOf("nothing else:\n") + 14, text.indexOf("\n\nWhat this proves"));
    assertThat(run(folder, commands)).isEqualTo(expected);

    Files.writeString(folder.resolve("data/evidence/added.csv"), "x\r\n");
    Files.writeString(folder.resolve("data/report.json"), "{}\n");
    Files.writeString(folder.resolve("note.txt"), "x");
    assertThat(run(folder, commands))
        .contains("data/report.json: FAILED")
        .contains("data/evidence/added.csv")
        .contains("note.txt")
        .contains("2 OK")
        .doesNotContain("1 OK")
        .doesNotContain("3 OK")
        .doesNotContain("4 OK");
    assertThat(EvidenceVerifier.verify(folder).findings())
        .extracting(Finding::kind, Finding::file)
        .contains(
            tuple(Kind.CHANGED_FILE, "data/report.json"),
            tuple(Kind.ADDED_FILE, "data/evidence/added.csv"),
            tuple(Kind.ADDED_FILE, "note.txt"));
  }

  @Test
  void any_changed_byte_is_found() throws IOException {
    byte[] pack = pack();
    int missed = 0;
    for (int position = 0; position < pack.length; position += 7) {
      byte[] changed = pack.clone();
      changed[position] ^= 0x20;
      if (inContent(pack, position) && EvidenceVerifier.verify(write(changed)).isValid()) {
        missed++;
      }
    }
    assertThat(missed).isZero();
  }

  @Test
  void a_changed_payload_byte_names_its_file() throws IOException {
    byte[] pack = pack();
    int position = new String(pack, StandardCharsets.ISO_8859_1).indexOf("checkout");
    pack[position] = 'C';
    assertThat(EvidenceVerifier.verify(write(pack)).findings())
        .extracting(Finding::kind, Finding::file)
        .containsExactly(tuple(Kind.CHANGED_FILE, "data/evidence/incidents.csv"));
  }

  @Test
  void removed_added_doubled_and_escaping_names_are_found() throws IOException {
    assertThat(kinds(zip(FOLDER + "/bagit.txt", "BagIt-Version: 1.0\n")))
        .contains(Kind.MISSING_FILE);
    assertThat(kinds(zip(FOLDER + "/../../etc/passwd", "x"))).contains(Kind.PATH_ESCAPE);
    assertThat(kinds(zip("/etc/passwd", "x"))).contains(Kind.PATH_ESCAPE);
    assertThat(kinds(zip(FOLDER + "\\..\\x", "x"))).contains(Kind.PATH_ESCAPE);
    assertThat(kinds(zip(FOLDER + "/data/a", "x", FOLDER + "/data/A", "x")))
        .contains(Kind.DUPLICATE_NAME);
    assertThat(kinds(zip(FOLDER + "/data/a", "x", "other/a", "x"))).contains(Kind.ADDED_FILE);
    byte[] doubled = zip(FOLDER + "/data/a", "1", FOLDER + "/data/b", "2");
    String text = new String(doubled, StandardCharsets.ISO_8859_1).replace("/data/b", "/data/a");
    assertThat(kinds(text.getBytes(StandardCharsets.ISO_8859_1)))
        .containsAnyOf(Kind.DUPLICATE_NAME, Kind.BROKEN_ARCHIVE);
  }

  @Test
  void a_broken_manifest_line_is_named_by_its_number() throws IOException {
    byte[] pack =
        zip(
            FOLDER + "/bagit.txt", "BagIt-Version: 1.0\n",
            FOLDER + "/manifest-sha256.txt",
                "0".repeat(64) + "  data/a\nrubbish\n" + "0".repeat(64) + "  ../b\n",
            FOLDER + "/tagmanifest-sha256.txt", "");
    assertThat(EvidenceVerifier.verify(write(pack)).findings())
        .filteredOn(
            finding ->
                finding.kind() == Kind.BROKEN_MANIFEST_LINE
                    && finding.file().equals("manifest-sha256.txt"))
        .extracting(Finding::cause)
        .satisfiesExactly(
            cause -> assertThat(cause).startsWith("line 2 "),
            cause -> assertThat(cause).startsWith("line 3 "));
  }

  @Test
  void a_zip_bomb_is_stopped() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(FOLDER + "/data/zeros"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    assertThat(kinds(bytes.toByteArray())).contains(Kind.ZIP_BOMB);
  }

  @Test
  void a_file_that_is_no_zip_is_refused_with_findings() throws IOException {
    assertThat(EvidenceVerifier.verify(write("no zip".getBytes(StandardCharsets.UTF_8))).isValid())
        .isFalse();
  }

  @Test
  void lists_keep_numbers_and_disarm_formulas() throws IOException {
    var out = new ByteArrayOutputStream();
    EvidenceCsv.write(
        List.of("id", "title", "delta"),
        List.of(
            List.of("a", "=1+1", new BigDecimal("-1E+3")), Arrays.asList("b", "x,\"y\"\nz", null)),
        out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("id,title,delta\r\na,'=1+1,-1000\r\nb,\"x,\"\"y\"\"\nz\",\r\n");
  }

  @Test
  void names_that_lead_elsewhere_and_sheets_that_do_not_add_up_are_refused() {
    assertThatThrownBy(() -> PackFile.ofBytes("../a", new byte[0])).hasMessageContaining("'../a'");
    assertThatThrownBy(() -> new PackId("a/b", "2026-W46", 1)).hasMessageContaining("'a/b'");
    assertThatThrownBy(() -> sheet(9)).hasMessageContaining("9 rows in, but 2 out");
  }

  private static byte[] pack() throws IOException {
    var list = new ByteArrayOutputStream();
    EvidenceCsv.write(
        List.of("id", "service"),
        List.of(List.of("PD-1", "checkout"), List.of("PD-2", "ledger")),
        list);
    var pack =
        new EvidencePack(
            new PackId("emea", "2026-W46", 1),
            "Nordlicht Zahlungsdienste GmbH",
            "Incidents of the week",
            AS_OF,
            List.of(
                PackFile.ofBytes("report.json", "{\"n\":2}\n".getBytes(StandardCharsets.UTF_8)),
                PackFile.ofBytes("evidence/incidents.csv", list.toByteArray()),
                PackFile.ofSheet(sheet(3))));
    var out = new ByteArrayOutputStream();
    pack.writeTo(out);
    return out.toByteArray();
  }

  private static IpeSheet sheet(long rowsIn) {
    return new IpeSheet(
        "incidents",
        "every incident of the week",
        "pagerduty-main",
        "incidents opened in the period",
        Map.of("week", "2026-W46"),
        "gold.incident_facts",
        41,
        AS_OF.minusSeconds(864_000),
        AS_OF.minusSeconds(259_200),
        ZoneId.of("Europe/Berlin"),
        AS_OF,
        rowsIn,
        2,
        1,
        0,
        null,
        Map.of("resolve_seconds", new BigDecimal("7200")),
        List.of("open incidents have no resolution"));
  }

  /**
   * Whether a byte belongs to a file's content or name and not to zip bookkeeping that no reader
   * acts on.
   */
  private static boolean inContent(byte[] pack, int position) {
    String text = new String(pack, StandardCharsets.ISO_8859_1);
    int directory = text.indexOf("PK\u0001\u0002");
    int header = text.lastIndexOf("PK\u0003\u0004", position);
    return position < directory && header >= 0 && position >= header + 30;
  }

  private List<Kind> kinds(byte[] pack) throws IOException {
    return EvidenceVerifier.verify(write(pack)).findings().stream().map(Finding::kind).toList();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Path write(byte[] pack) throws IOException {
    return Files.write(temporary.resolve("pack.zip"), pack);
  }

  private Path unpack(Path zip) throws Exception {
    assumeTrue(
        Files.exists(Path.of("/usr/bin/unzip")),
        "unzip is not installed: packs are not tried with it");
    run(temporary, "unzip -q -o " + zip.getFileName());
    return temporary.resolve(FOLDER);
  }

  private static String run(Path folder, String commands) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output.strip();
  }
}
