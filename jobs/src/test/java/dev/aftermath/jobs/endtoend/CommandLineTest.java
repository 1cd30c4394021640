package dev.aftermath.jobs.endtoend;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.endtoend.CommandProcess.Ended;
import dev.aftermath.jobs.lake.LakeFiles;
import dev.aftermath.jobs.lake.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("The command line")
class CommandLineTest {
  private static final String PROGRESS =
      "[a-z_]+: (written|unchanged)(, [\\d,]+ rows)? \\(\\d+\\.\\d s\\)";

  private Path folder;
  private Ended run;
  private List<Ended> together;

  @BeforeAll
  void runTwiceTogether(@TempDir Path world) throws InterruptedException {
    folder = world;
    Path exports = TinyWorld.write(world.resolve("world"), 1, 1, 3);
    List<String> command =
        List.of(
            "run",
            "--exports",
            exports.toString(),
            "--lake",
            lake(),
            "--output",
            world.resolve("out").toString(),
            "--as-of",
            TinyWorld.AS_OF.toString());
    try (CommandProcess one = CommandProcess.start(command);
        CommandProcess other = CommandProcess.start(command)) {
      together = Stream.of(one.end(), other.end()).sorted(comparing(Ended::code)).toList();
    }
    run = together.get(0);
  }

  @Test
  @DisplayName("lets one of two runs started together work, and the other say why it does not")
  void refused() {
    assertThat(together).extracting(Ended::code).containsExactly(0, 4);
    Ended refused = together.get(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines())
        .singleElement()
        .asString()
        .startsWith("Cannot start: another run is writing to the lake ")
        .contains(lake(), "\"run\":\"run-", "aftermath status");
  }

  @Test
  @DisplayName("ends a run with 0, its product on stdout and nothing but progress on stderr")
  void quiet() {
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err().lines().toList())
        .hasSizeGreaterThan(10)
        .allSatisfy(line -> assertThat(line).matches(PROGRESS));
    assertThat(run.out()).contains("records good", "Published 2026-W46:", "report.pdf");
    assertThat(run.out().lines()).noneMatch(line -> line.matches(PROGRESS));
  }

  @Test
  @DisplayName("answers a query with the rows alone")
  void query() throws InterruptedException {
    Ended query =
        CommandProcess.run(
            "query",
            "--lake",
            lake(),
            "--format",
            "csv",
            "SELECT period FROM kpi_values WHERE kpi_id = 'incident_count'"
                + " AND period_type = 'week' AND segment_type = 'all' AND is_complete");

    assertThat(query.code()).as(query.err()).isZero();
    assertThat(query.err()).isEmpty();
    assertThat(query.out().lines()).containsExactly("period", "2026-W46");
  }

  @Test
  @DisplayName("explains a KPI down to the value in the table, and nothing else")
  void explainedKpi() throws InterruptedException {
    Ended explained =
        CommandProcess.run(
            "kpi", "explain", "incident_count", "--week", "2026-W46", "--lake", lake());

    assertThat(explained.code()).as(explained.err()).isZero();
    assertThat(explained.err()).isEmpty();
    assertThat(explained.out().lines())
        .contains("KPI                incident_count@1, Incidents opened")
        .anyMatch(line -> line.startsWith("stored ") && line.endsWith(": the same"));
  }

  @Test
  @DisplayName("names the nearest KPI when there is none of a name")
  void unknownKpi() throws InterruptedException {
    Ended ended = CommandProcess.run("kpi", "explain", "mttrr", "--lake", lake());

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith("Unknown KPI \"mttrr\"; did you mean \"mttr\"?");
  }

  @Test
  @DisplayName("says what to name instead when there is no such incident to draft from")
  void unknownIncident() throws InterruptedException {
    Ended ended = CommandProcess.run("postmortem", "draft", "INC9999999", "--lake", lake());

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .startsWith("Unknown incident \"INC9999999\". Name an incident_id, the number or key");
  }

  @Test
  @DisplayName("leaves a file alone in which somebody may have worked on a draft")
  void draftedBefore(@TempDir Path drafts) throws IOException, InterruptedException {
    Path file = Files.writeString(drafts.resolve("draft.md"), "My own words");

    Ended ended =
        CommandProcess.run(
            "postmortem", "draft", "INC1", "--lake", lake(), "--output", file.toString());

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.err()).contains("is there already and is left as it is");
    assertThat(file).hasContent("My own words");
  }

  @Test
  @DisplayName("ends with 2 and the usage when it does not understand")
  void usage() throws InterruptedException {
    Ended ended = CommandProcess.run("run", "--exprots", "x");

    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("--exports", "Usage: aftermath run");
  }

  @Test
  @DisplayName("ends with 3 and file, line and column of every problem of its settings")
  void invalidSettings(@TempDir Path conf) throws IOException, InterruptedException {
    Files.writeString(conf.resolve("aftermath.yaml"), "organisation: O\nreport_zone: Mars\n");

    Ended ended = CommandProcess.run("compute", "--conf", conf.toString(), "--lake", lake());

    assertThat(ended.code()).isEqualTo(3);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err())
        .contains("aftermath.yaml:2:14:", "Mars", "an IANA zone such as Europe/Berlin")
        .doesNotContain("Exception");
  }

  @Test
  @DisplayName("ends with 4 and who holds the lake while another run writes to it")
  void locked() throws InterruptedException {
    LakeFiles files = LakeFiles.below(lake(), new Configuration());

    try (RunLock lock = RunLock.take(files, "the-other-run", InstantSource.system())) {
      assertThat(lock).isNotNull();
      Ended ended = CommandProcess.run("compute", "--lake", lake());

      assertThat(ended.code()).isEqualTo(4);
      assertThat(ended.out()).isEmpty();
      assertThat(ended.err()).contains("another run is writing to the lake", "the-other-run");
    }
  }

  @Test
  @DisplayName("finds its own evidence pack valid, and ends with 5 when a byte of it was changed")
  void tampered(@TempDir Path copies) throws IOException, InterruptedException {
    Path pack = packs().get(0);
    Path changed = copies.resolve(pack.getFileName());
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 1;
    Files.write(changed, bytes);

    Ended valid = CommandProcess.run("evidence", "verify", pack.toString());
    Ended ended = CommandProcess.run("evidence", "verify", changed.toString());

    assertThat(valid.code()).as(valid.out()).isZero();
    assertThat(valid.out()).startsWith("VALID");
    assertThat(ended.code()).as(ended.out() + ended.err()).isEqualTo(5);
    assertThat(ended.out()).startsWith("INVALID").hasLineCount(2);
  }

  private String lake() {
    return folder.resolve("lake").toString();
  }

  private List<Path> packs() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("out"))) {
      List<Path> packs = files.filter(file -> file.toString().endsWith(".zip")).toList();
      assertThat(packs).hasSize(1);
      return packs;
    }
  }
}
