package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeded damage: brackets, braces, quotes, commas and bytes lost, doubled or exchanged. */
class DamagedExportsTest {
  private static final int SERIES = 5;
  private static final int POINTS = 8;
  private static final String STRUCTURE = "[]{},:\"";

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  @DisplayName("However a Prometheus answer is damaged, no sample gets another series' labels")
  void prometheus(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    long kept = 0;
    for (int round = 0; round < 1_000; round++) {
      RecordingSink sink = read(new PrometheusApiReader(), damaged(random, answer("metric", 1)));
      for (String sample : sink.samples) {
        assertThat(sample).matches("\\{s=(\\d)} \\d+ \\1\\d\\.0");
      }
      kept += sink.samples.size();
    }
    assertThat(kept).isGreaterThan(1_000L * SERIES * POINTS / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7, 8})
  @DisplayName("However a Loki answer is damaged, no line gets another stream's labels")
  void loki(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    long kept = 0;
    for (int round = 0; round < 1_000; round++) {
      RecordingSink sink =
          read(new LokiApiReader(), damaged(random, answer("stream", 1_000_000_000)));
      for (RawLogLine line : sink.lines) {
        assertThat(line.line()).startsWith(String.valueOf(line.labels().get("s")));
      }
      kept += sink.lines.size();
    }
    assertThat(kept).isGreaterThan(1_000L * SERIES * POINTS / 2);
  }

  @ParameterizedTest
  @ValueSource(longs = {9, 10})
  @DisplayName("However bytes are exchanged, every reader comes to an end")
  void bytes(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    ExportReader[] readers = {
      new PrometheusApiReader(),
      new PrometheusTextReader(),
      new LokiApiReader(),
      new LokiLogcliReader()
    };
    for (int round = 0; round < 2_000; round++) {
      byte[] file = answer("metric", 1).getBytes(StandardCharsets.UTF_8);
      for (int hit = 0; hit < 3; hit++) {
        file[random.nextInt(file.length)] = (byte) random.nextInt(256);
      }
      RecordingSink sink = read(readers[round % readers.length], file);
      assertThat(sink.defects)
          .allSatisfy(defect -> assertThat(defect.where()).startsWith("line "))
          .allSatisfy(defect -> assertThat(defect.remedy()).isNotBlank());
    }
  }

  /** Samples whose values begin with the number of their series. */
  private static String answer(String labels, long unit) {
    StringBuilder answer = new StringBuilder("{\"status\":\"success\",\"data\":{\"result\":[");
    String quote = unit == 1 ? "" : "\"";
    for (int series = 1; series <= SERIES; series++) {
      answer.append(series == 1 ? "" : ",").append("{\"").append(labels).append("\":{\"s\":\"");
      answer.append(series).append("\"},\"values\":[");
      for (int point = 0; point < POINTS; point++) {
        answer.append(point == 0 ? "[" : ",[").append(quote);
        answer.append((1_700_000_000L + point) * unit).append(quote);
        answer.append(",\"").append(series).append(point).append("\"]");
      }
      answer.append("]}");
    }
    return answer.append("]}}").toString();
  }

  /** One structural character of the text lost, doubled or exchanged, outside of label objects. */
  private static byte[] damaged(SplittableRandom random, String file) {
    int at = random.nextInt(file.length());
    while (STRUCTURE.indexOf(file.charAt(at)) < 0) {
      at = random.nextInt(file.length());
    }
    char other = STRUCTURE.charAt(random.nextInt(STRUCTURE.length()));
    String replacement =
        switch (random.nextInt(3)) {
          case 0 -> "";
          case 1 -> file.substring(at, at + 1).repeat(2);
          default -> String.valueOf(other);
        };
    return (file.substring(0, at) + replacement + file.substring(at + 1))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static RecordingSink read(ExportReader reader, byte[] file) throws Exception {
    try {
      return RecordingSink.read(reader, file, SourceSettings.named("damaged"));
    } catch (RefusedExportException e) {
      RecordingSink sink = new RecordingSink();
      sink.quarantine(e.defect());
      return sink;
    }
  }
}
