package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusTextReaderTest {
  private static final ExportReader READER = new PrometheusTextReader();

  @Test
  @DisplayName("Prometheus text has timestamps in milliseconds and no end mark")
  void prometheusText() throws Exception {
    RecordingSink sink =
        read(
            """
            # HELP up Whether the target answers.
            # TYPE up gauge
            up 1 1700000000000

            up{job="a",path="C:\\\\x\\n\\"q\\"",} NaN 1700000000001
            up { a = "b" } -Inf 1700000000002
            """);

    assertThat(sink.samples)
        .containsExactly(
            "{__name__=up} 1700000000000 1.0",
            "{__name__=up, job=a, path=C:\\x\n\"q\"} 1700000000001 NaN",
            "{__name__=up, a=b} 1700000000002 -Infinity");
    assertThat(sink.defects).isEmpty();
    assertThat(sink.sum()).isEqualTo(3);
  }

  @Test
  @DisplayName("OpenMetrics has timestamps in seconds, exemplars and an end mark")
  void openMetrics() throws Exception {
    RecordingSink sink =
        read(
            """
            # TYPE req counter
            # UNIT req requests
            req_total{a="1"} 5 1700000000.5 # {trace_id="x"} 0.7 1700000000
            req_total{a="1"} 6e3 1700000060
            {"http.requests","a.b"="c"} +Inf 1.7000000601235e9
            # EOF
            """);

    assertThat(sink.samples)
        .containsExactly(
            "{__name__=req_total, a=1} 1700000000500 5.0",
            "{__name__=req_total, a=1} 1700000060000 6000.0",
            "{__name__=http.requests, a.b=c} 1700000060124 Infinity");
    assertThat(sink.defects).isEmpty();
    assertThat(sink.warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "up 1| MISSING_FIELD| no timestamp| 5",
        "up 1 # {a='b'} 1| MISSING_FIELD| no timestamp| 6",
        "up one 1700000000| WRONG_TYPE| the value 'one' is no number| 4",
        "up| WRONG_TYPE| the value '' is no number| 3",
        "up 1 soon| BAD_TIME| the timestamp 'soon' is no number| 6",
        "up 1 1700000000000| BAD_TIME| is in milliseconds, those before it are not| 6",
        "up 1 -5| TIME_OUT_OF_RANGE| -5 is not between 1970 and 2100| 6",
        "up 1 99999999999.5| TIME_OUT_OF_RANGE| not between 1970 and 2100| 6",
        "up 1 1700000000 x| MALFORMED| nothing may follow the timestamp, found 'x'| 17",
        "up{a='1' 1 1700000000| MALFORMED| ',' or '}' must stand here, found '1'| 10",
        "up{a='1} 1 1700000000| MALFORMED| the text in quotes has no end| 6",
        "up{a=1} 1 1700000000| MALFORMED| a value in quotes must stand here, found '1'| 6",
        "up{a} 1 1700000000| MALFORMED| '=' must stand here, found '}'| 5",
        "up{1='a'} 1 1700000000| MALFORMED| a label name must stand here, found '1'| 4",
        "up{a='\\x'} 1 1700000000| MALFORMED| are escapes, found 'x'| 8",
        "up{a='1',a='2'} 1 1700000000| DUPLICATE_KEY| the label a stands twice| 10",
        "{a='1'} 1 1700000000| MALFORMED| a metric name must stand here| 8",
        "%up 1 1700000000| MALFORMED| a metric name must stand here, found '%'| 1",
        "u\u0000p 1 1700000000| CONTROL_CHARACTER| U+0000| 2"
      })
  @DisplayName("A broken line is one defect with its column, its neighbours stay")
  void brokenLine(String line, DefectKind kind, String cause, int column) throws Exception {
    RecordingSink sink =
        read("up 1 1600000000\n" + line.replace('\'', '"') + "\nup 3 1600000002\n# EOF\n");

    assertThat(sink.samples)
        .containsExactly("{__name__=up} 1600000000000 1.0", "{__name__=up} 1600000002000 3.0");
    Defect defect = sink.onlyDefect();
    assertThat(defect.kind()).isEqualTo(kind);
    assertThat(defect.cause().replace('"', '\'')).contains(cause);
    assertThat(defect.where()).isEqualTo("line 2, column " + column);
    assertThat(defect.position()).isEqualTo(2);
    assertThat(defect.original()).isEqualTo(line.replace('\'', '"'));
    assertThat(sink.sum()).isEqualTo(3);
  }

  @Test
  @DisplayName("A byte that is not UTF-8 is a defect of its line")
  void badEncoding() throws Exception {
    RecordingSink sink =
        RecordingSink.read(
            READER,
            "up{a=\"\u00fc\"} 1 1700000000000\nup 2 1700000000001\n"
                .getBytes(StandardCharsets.ISO_8859_1),
            SourceSettings.named("test"));

    assertThat(sink.samples).hasSize(1);
    assertThat(sink.onlyDefect().kind()).isEqualTo(DefectKind.BAD_ENCODING);
    assertThat(sink.onlyDefect().where()).isEqualTo("line 1, column 7");
  }

  @Test
  @DisplayName("OpenMetrics without its end mark is cut, and so is a last line without its break")
  void truncated() throws Exception {
    RecordingSink noMark = read("up 1 1700000000.5\n");
    assertThat(noMark.samples).hasSize(1);
    assertThat(noMark.onlyDefect().kind()).isEqualTo(DefectKind.TRUNCATED);

    RecordingSink byUnit = read("# UNIT a_seconds seconds\na_seconds 1 1700000000000\n");
    assertThat(byUnit.onlyDefect().cause()).contains("# EOF");

    RecordingSink inLine = read("up 1 1700000000000\nup 12 17000000");
    assertThat(inLine.samples).hasSize(1);
    assertThat(inLine.onlyDefect().kind()).isEqualTo(DefectKind.TRUNCATED);
    assertThat(inLine.onlyDefect().where()).isEqualTo("line 2, column 15");

    assertThat(read("up 1 1700000000.5\n# EOF").defects).isEmpty();
  }

  @Test
  @DisplayName("Text behind the end mark is read on with a warning, as in joined files")
  void joined() throws Exception {
    RecordingSink sink = read("up 1 1700000000.5\n# EOF\nup 2 1700000001.5\n# EOF\n");

    assertThat(sink.samples).hasSize(2);
    assertThat(sink.warnings).singleElement().asString().contains("line 3");
    assertThat(sink.defects).isEmpty();
  }

  @Test
  @DisplayName("An empty file, JSON and a web page are refused")
  void refused() {
    for (String file : new String[] {"", "[{}]", "<html>"}) {
      assertThat(
              catchThrowableOfType(RefusedExportException.class, () -> read(file)).defect().kind())
          .isEqualTo(DefectKind.WRONG_FORMAT);
    }
  }

  private static RecordingSink read(String file) throws Exception {
    return RecordingSink.read(READER, file);
  }
}
