package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LokiReadersTest {
  private static final ExportReader API = new LokiApiReader();
  private static final ExportReader LOGCLI = new LokiLogcliReader();

  @Test
  @DisplayName("Entries of two and three elements keep nanoseconds, duplicates and metadata apart")
  void streams() throws Exception {
    RecordingSink sink =
        api(
            "{'status':'success','data':{'resultType':'streams','encodingFlags':['x'],'result':[",
            "{'stream':{'app':'a'},'values':[['1700000000123456789','one'],",
            "['1700000000123456789','one'],",
            "['1700000000123456790','two',{'structuredMetadata':{'trace':'t1','n':3},'parsed':{'l':'e'}}],",
            "[1700000000123456791,'three',{'flat':'f'}]]}],'stats':{'summary':{}}}}");

    assertThat(sink.lines)
        .containsExactly(
            new RawLogLine(1, 1700000000123456789L, Map.of("app", "a"), "one", Map.of()),
            new RawLogLine(2, 1700000000123456789L, Map.of("app", "a"), "one", Map.of()),
            new RawLogLine(
                3,
                1700000000123456790L,
                Map.of("app", "a"),
                "two",
                Map.of("trace", "t1", "n", "3", "l", "e")),
            new RawLogLine(
                4, 1700000000123456791L, Map.of("app", "a"), "three", Map.of("flat", "f")));
    assertThat(sink.defects).isEmpty();
    assertThat(sink.warnings).isEmpty();
  }

  @Test
  @DisplayName("A matrix and a vector are samples in seconds; labels may stand behind")
  void samples() throws Exception {
    RecordingSink sink =
        api(
            "{'data':{'resultType':'matrix','result':[{'metric':{'a':'1'},'values':[[1.5,'2'],[3,'x']]},",
            "{'values':[[4,'5']],'metric':{'a':'2'}},{'metric':{},'value':[1700000000,'7']}]}}");

    assertThat(sink.samples)
        .containsExactly("{a=1} 1500 2.0", "{a=2} 4000 5.0", "{} 1700000000000 7.0");
    assertThat(sink.onlyDefect().cause()).contains("the value is no number, found \"x\"");
    assertThat(sink.onlyDefect().position()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "['1700000000000000002']| WRONG_TYPE| an entry must be a list of a time, a line",
        "['1700000000000000002','x',{},1]| WRONG_TYPE| an entry must be a list",
        "7| WRONG_TYPE| an entry must be a list",
        "['1700000000000000002',5]| WRONG_TYPE| the line must be a text, found NUMBER",
        "['1700000000000000002','x','y']| WRONG_TYPE| the metadata must be an object",
        "[1.7e18,'x']| WRONG_TYPE| nanoseconds as a whole number",
        "['soon','x']| WRONG_TYPE| nanoseconds as a whole number, found \"soon\"",
        "['1700000000','x']| TIME_OUT_OF_RANGE| 1700000000 is not in nanoseconds",
        "['9999999999999999999','x']| TIME_OUT_OF_RANGE| not in nanoseconds between",
        "['99999999999999999999','x']| TIME_OUT_OF_RANGE| not in nanoseconds between",
        "['1700000000000000002','a',{'a':1,'a':2}]| DUPLICATE_KEY| Duplicate field",
        "['1700000000000000002','a\u0001b']| CONTROL_CHARACTER| U+0001",
        "['1700000000000000002','a'b']| MALFORMED| found 'b' where ','",
        "['1700000000000000002' 'a']| MALFORMED| found '\"' where ','"
      })
  @DisplayName("A broken entry is one defect with its place, its neighbours stay")
  void brokenEntry(String entry, DefectKind kind, String cause) throws Exception {
    RecordingSink sink =
        api(
            "{'data':{'result':[{'stream':{'a':'b'},'values':[['1700000000000000001','one'],\n",
            entry + ",",
            "['1700000000000000003','three]}']]},{'stream':{},'values':[['1700000000000000004','']]}]}}");

    assertThat(sink.lines).extracting(RawLogLine::line).containsExactly("one", "three]}", "");
    assertThat(sink.onlyDefect().kind()).isEqualTo(kind);
    assertThat(sink.onlyDefect().cause()).contains(cause);
    assertThat(sink.onlyDefect().where()).startsWith("line 2, column ");
    assertThat(sink.onlyDefect().position()).isEqualTo(2);
    assertThat(sink.sum()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'stream':{'a':1},'values':[]}| WRONG_TYPE| the label a must be a text| 1",
        "{'values':[['1700000000000000002','x'],['1700000000000000002','y']]}| MISSING_FIELD|"
            + " neither stream nor metric| 2",
        "{'stream':{}}| MISSING_FIELD| the element has no values| 1",
        "{'stream':{},'values':{}}| WRONG_TYPE| values must be a list| 1",
        "{'stream':{},'values':[['1700000000000000002','x'}| MALFORMED| found '}' where ','| 1"
      })
  @DisplayName("A broken stream is one defect, its neighbours stay")
  void brokenStream(String stream, DefectKind kind, String cause, long count) throws Exception {
    RecordingSink sink =
        api(
            "{'data':{'result':[{'stream':{},'values':[['1700000000000000001','one']]},\n",
            stream + ",",
            "{'stream':{'own':'o'},'values':[['1700000000000000003','three']]}]}}");

    assertThat(sink.lines).extracting(RawLogLine::line).containsExactly("one", "three");
    assertThat(sink.lines.get(1).labels()).isEqualTo(Map.of("own", "o"));
    assertThat(sink.onlyDefect().kind()).isEqualTo(kind);
    assertThat(sink.onlyDefect().cause()).contains(cause);
    assertThat(sink.onlyDefect().recordCount()).isEqualTo(count);
  }

  @Test
  @DisplayName("Cut anywhere, an answer keeps every whole line and has one defect for the rest")
  void cutAnywhere() throws Exception {
    String whole =
        ("{'data':{'result':[{'stream':{'a':'b'},'values':[['1700000000000000001','one'],"
                + "['1700000000000000003','three']]}]}}")
            .replace('\'', '"');
    int first = whole.indexOf("\"one\"]") + 6;
    int second = whole.indexOf("\"three\"]") + 8;
    for (int length = 1; length < whole.length(); length++) {
      RecordingSink sink = RecordingSink.read(API, whole.substring(0, length));

      assertThat(sink.lines).hasSize(length < first ? 0 : length < second ? 1 : 2);
      assertThat(sink.onlyDefect().kind()).as("at %s", length).isEqualTo(DefectKind.TRUNCATED);
    }
  }

  @Test
  @DisplayName("Exactly 100 or 5,000 lines in an answer are a warning")
  void caps() throws Exception {
    assertThat(api(lines(100)).warnings).singleElement().asString().contains("100 lines");
    assertThat(api(lines(5_000)).warnings).hasSize(1);
    assertThat(api(lines(101)).warnings).isEmpty();
    assertThat(api(lines(100), lines(5)).warnings).hasSize(1);
    assertThat(api(lines(5_000)).sum()).isEqualTo(5_000);
  }

  @Test
  @DisplayName("An error answer is refused with Loki's words")
  void errorAnswer() {
    Defect defect =
        catchThrowableOfType(
                RefusedExportException.class,
                () -> api("{'status':'error','errorType':'bad_data','error':'parse error'}"))
            .defect();

    assertThat(defect.kind()).isEqualTo(DefectKind.ERROR_RESPONSE);
    assertThat(defect.cause()).contains("bad_data: parse error");
  }

  @Test
  @DisplayName("Lines of logcli carry their own offset and nine digits")
  void logcli() throws Exception {
    RecordingSink sink =
        logcli(
            "{'labels':{'app':'a'},'line':'one','timestamp':'2023-11-14T23:13:20.123456789+01:00'}\n"
                + "{'labels':{},'line':'','timestamp':'2023-11-14T22:13:20Z'}");

    assertThat(sink.lines)
        .containsExactly(
            new RawLogLine(1, 1700000000123456789L, Map.of("app", "a"), "one", Map.of()),
            new RawLogLine(2, 1700000000000000000L, Map.of(), "", Map.of()));
    assertThat(sink.warnings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'labels':{},'line':'x'}| MISSING_FIELD| timestamp, line and labels| 1",
        "{'labels':{},'line':5,'timestamp':'2023-11-14T22:13:20Z'}| MISSING_FIELD| timestamp, line|"
            + " 1",
        "{'labels':{},'line':'x','timestamp':'2023-11-14 22:13:20'}| BAD_TIME| 2023-11-14 22:13:20|"
            + " 1",
        "{'labels':{},'line':'x','timestamp':'0001-01-01T00:00:00Z'}| TIME_OUT_OF_RANGE| 0001| 1",
        "{'labels':{},'line':'x','timestamp':'9999-12-31T00:00:00Z'}| TIME_OUT_OF_RANGE| 9999| 1",
        "{'labels':{'a':1},'line':'x','timestamp':'2023-11-14T22:13:20Z'}| WRONG_TYPE| label a| 1",
        "{'labels':{},'line':'x','line':'y'}| DUPLICATE_KEY| Duplicate field 'line'| 26",
        "{'labels':{},| MALFORMED| end-of-input| 14",
        "Common labels: {}| MALFORMED| Common| 7",
        "[]| MISSING_FIELD| timestamp, line and labels| 1"
      })
  @DisplayName("A broken line of logcli is one defect, its neighbours stay")
  void brokenLogcliLine(String line, DefectKind kind, String cause, int column) throws Exception {
    String good = "{'labels':{'a':'b'},'line':'x','timestamp':'2023-11-14T22:13:20Z'}\n";
    RecordingSink sink = logcli(good + line + "\n" + good);

    assertThat(sink.lines).hasSize(2);
    assertThat(sink.onlyDefect().kind()).isEqualTo(kind);
    assertThat(sink.onlyDefect().cause()).contains(cause);
    assertThat(sink.onlyDefect().where()).startsWith("line 2, column ");
    assertThat(sink.onlyDefect().position()).isEqualTo(2);
    assertThat(column).isPositive();
    assertThat(sink.sum()).isEqualTo(3);
  }

  @Test
  @DisplayName(
      "A last line of logcli that is cut is a defect; 30 lines and no labels are warned of")
  void logcliEnd() throws Exception {
    String good = "{'labels':{},'line':'x','timestamp':'2023-11-14T22:13:20Z'}\n";
    RecordingSink cut = logcli(good + good.substring(0, 40));
    assertThat(cut.lines).hasSize(1);
    assertThat(cut.onlyDefect().kind()).isEqualTo(DefectKind.TRUNCATED);

    RecordingSink capped = logcli(good.repeat(30));
    assertThat(capped.warnings).hasSize(2);
    assertThat(capped.warnings.get(0)).contains("exactly 30 lines");
    assertThat(capped.warnings.get(1)).contains("--include-common-labels");
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "['" + (1_700_000_000_000_000_000L + i) + "','x']")
        .collect(Collectors.joining(",", "{'data':{'result':[{'stream':{},'values':[", "]}]}}\n"));
  }

  private static RecordingSink api(String... parts) throws Exception {
    return RecordingSink.read(API, String.join("", parts).replace('\'', '"'));
  }

  private static RecordingSink logcli(String file) throws Exception {
    return RecordingSink.read(
        LOGCLI,
        file.replace('\'', '"').getBytes(StandardCharsets.UTF_8),
        SourceSettings.named("t"));
  }
}
