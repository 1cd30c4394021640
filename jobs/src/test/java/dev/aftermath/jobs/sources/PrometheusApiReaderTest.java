package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusApiReaderTest {
  private static final ExportReader READER = new PrometheusApiReader();
  private static final String ONE = "{a=1} 1000 1.0";
  private static final String THREE = "{a=1} 3000 3.0";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'status':'success','data':{'resultType':'matrix','result':[#]}}",
        "{'data':{'result':[#],'resultType':'matrix'},'status':'success'}",
        "{'resultType':'matrix','result':[#]}",
        "[#]",
        "\n[ # ]\n"
      })
  @DisplayName("A matrix is read with and without its envelope")
  void matrix(String envelope) throws Exception {
    RecordingSink sink =
        read(envelope.replace("#", "{'metric':{'a':'1'},'values':[[1,'1'],[ 3.0, '3' ]]}"));

    assertThat(sink.samples).containsExactly(ONE, THREE);
    assertThat(sink.defects).isEmpty();
    assertThat(sink.warnings).isEmpty();
  }

  @Test
  @DisplayName("A vector is read; so are several answers in one file")
  void vector() throws Exception {
    String vector =
        "{'status':'success','data':{'resultType':'vector','result':["
            + "{'metric':{'a':'1'},'value':[1,'1']}]}}";

    assertThat(read(vector + "\n" + vector).samples).containsExactly(ONE, ONE);
  }

  @ParameterizedTest
  @CsvSource({
    "1740338424.615, 1740338424615",
    "1740338424.6, 1740338424600",
    "1740338424.05, 1740338424050",
    "1740338424.6149998, 1740338424615",
    "1740338424.6144999, 1740338424614",
    "1.740338424615e9, 1740338424615",
    "0, 0",
    "0.001, 1",
    "4102444799.999, 4102444799999"
  })
  @DisplayName("Seconds become milliseconds exactly")
  void times(String seconds, long millis) throws Exception {
    assertThat(read("[{'metric':{},'values':[[" + seconds + ",'1']]}]").samples)
        .containsExactly("{} " + millis + " 1.0");
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, NaN",
    "+Inf, Infinity",
    "-Inf, -Infinity",
    "1e-05, 1.0E-5",
    "1.7976931348623157e+308, 1.7976931348623157E308",
    "1234567890123456, 1.234567890123456E15",
    "999999999999999, 9.99999999999999E14",
    "-0, -0.0",
    "0.1, 0.1",
    "-12.5, -12.5"
  })
  @DisplayName("Values are texts")
  void values(String text, String value) throws Exception {
    assertThat(read("[{'metric':{},'values':[[1,'" + text + "']]}]").samples)
        .containsExactly("{} 1000 " + value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "[2,2]| WRONG_TYPE| the value must be a text in quotes, found 2",
        "['2','2']| WRONG_TYPE| the time must be a number, found \"2\"",
        "[2]| WRONG_TYPE| a list of a time and a value, found [2]",
        "[2,'2','2']| WRONG_TYPE| a list of a time and a value",
        "[]| WRONG_TYPE| a list of a time and a value, found []",
        "null| WRONG_TYPE| a list of a time and a value, found null",
        "{'t':2,'v':[2]}| WRONG_TYPE| a list of a time and a value",
        "'[2,2]'| WRONG_TYPE| a list of a time and a value",
        "[[2,'2']]| WRONG_TYPE| a list of a time and a value",
        "[2,[2,2]]| WRONG_TYPE| the value must be a text",
        "[2,null]| WRONG_TYPE| the value must be a text in quotes, found null",
        "[2,'']| WRONG_TYPE| the value is no number, found \"\"",
        "[2,'two']| WRONG_TYPE| the value is no number, found \"two\"",
        "[2,'0x10']| WRONG_TYPE| the value is no number",
        "[2,'1d']| WRONG_TYPE| the value is no number",
        "[2,' 1']| WRONG_TYPE| the value is no number",
        "[2,'Infinity']| WRONG_TYPE| the value is no number",
        "[2,'1-2']| WRONG_TYPE| the value is no number",
        "[2000000000000,'2']| TIME_OUT_OF_RANGE| the time 2000000000000 is not in seconds",
        "[-62135596800,'2']| TIME_OUT_OF_RANGE| between 1970 and 2100",
        "[1e400,'2']| TIME_OUT_OF_RANGE| between 1970 and 2100",
        "[NaN,'2']| MALFORMED| NaN",
        "[2,'2]| MALFORMED| end-of-input",
        "[2,2']| MALFORMED| '''",
        "[2 '2']| MALFORMED| expecting comma",
        "[02,'2']| MALFORMED| zeroes",
        "[2,'2'| MALFORMED| found '[' where ']' must stand",
        "[2,'2']x| MALFORMED| found 'x' where ',' or ']' must stand",
        "%| MALFORMED| found '%' where a value must stand"
      })
  @DisplayName("A broken sample is one defect with its place, its neighbours stay")
  void brokenSample(String sample, DefectKind kind, String cause) throws Exception {
    RecordingSink sink = read("[{'metric':{'a':'1'},'values':[[1,'1'],\n" + sample + ",[3,'3']]}]");

    boolean stray = sample.endsWith("x");
    assertThat(sink.samples).contains(ONE, THREE).hasSize(stray ? 3 : 2);
    assertThat(sink.onlyDefect().kind()).isEqualTo(kind);
    assertThat(sink.onlyDefect().cause()).contains(cause.replace("'''", "'"));
    assertThat(sink.onlyDefect().where()).startsWith("line 2, column ");
    assertThat(sink.onlyDefect().position()).isEqualTo(stray ? 3 : 2);
    assertThat(sink.onlyDefect().remedy()).isNotBlank();
    assertThat(sink.sum()).isEqualTo(stray ? 4 : 3);
  }

  @Test
  @DisplayName("A byte that is not UTF-8 and a NUL spoil one sample, or one series' labels")
  void badBytes() throws Exception {
    byte[] file =
        ("[{\"metric\":{\"a\":\"1\"},\"values\":[[1,\"1\"],[2,\"?\"],[3,\"3\"]]},"
                + "{\"metric\":{\"a\":\"!\"},\"values\":[[1,\"1\"],[2,\"2\"]]}]")
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < file.length; i++) {
      file[i] = file[i] == '?' ? (byte) 0xE4 : file[i] == '!' ? 0 : file[i];
    }

    RecordingSink sink = RecordingSink.read(READER, file, SourceSettings.named("test"));

    assertThat(sink.samples).containsExactly(ONE, THREE);
    assertThat(sink.defects.get(0).kind()).isEqualTo(DefectKind.BAD_ENCODING);
    assertThat(sink.defects.get(0).where()).isEqualTo("line 1, column 44");
    assertThat(sink.defects.get(1).kind()).isEqualTo(DefectKind.CONTROL_CHARACTER);
    assertThat(sink.defects.get(1).recordCount()).isEqualTo(2);
    assertThat(sink.sum()).isEqualTo(5);
  }

  @Test
  @DisplayName("A sample of 5 MB is one defect")
  void hugeSample() throws Exception {
    RecordingSink sink =
        read(
            "[{'metric':{'a':'1'},'values':[[1,'1'],[2,'"
                + "2".repeat(5_000_000)
                + "'],[3,'3']]}]");

    assertThat(sink.samples).containsExactly(ONE, THREE);
    assertThat(sink.onlyDefect().kind()).isEqualTo(DefectKind.TOO_LARGE);
  }

  @Test
  @DisplayName("Labels behind the samples count for that series alone")
  void labelsBehind() throws Exception {
    RecordingSink sink =
        read(
            "[{'values':[[1,'1'],[3,'3']],'metric':{'a':'1'}},"
                + "{'values':[[1,'1']],'metric':{'a':'2'}},{'values':[[1,'1'],[2,'2']]}]");

    assertThat(sink.samples).containsExactly(ONE, THREE, "{a=2} 1000 1.0");
    assertThat(sink.onlyDefect().kind()).isEqualTo(DefectKind.MISSING_FIELD);
    assertThat(sink.onlyDefect().recordCount()).isEqualTo(2);
    assertThat(sink.onlyDefect().cause()).isEqualTo("the series has no metric");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'metric':{'a':1},'values':[[1,'1'],[2,'2']]}| WRONG_TYPE| the label a must be a text| 2",
        "{'metric':[],'values':[[1,'1'],[2,'2']]}| WRONG_TYPE| labels must be an object| 2",
        "{'metric':{'a':'1','a':'2'},'values':[[1,'1']]}| DUPLICATE_KEY| Duplicate field 'a'| 1",
        "{'metric':{'b':'1'}}| MISSING_FIELD| the series has no values| 1",
        "{'metric':{'b':'1'},'values':7}| WRONG_TYPE| values must be a list| 1",
        "{'metric':{'b':'1'},'histograms':7}| WRONG_TYPE| histograms must be a list| 1",
        "{'metric':{'b':'1'},'histogram':[1,{}]}| MISSING_FIELD| the histogram has no count| 1",
        "{'metric' {'b':'1'},'values':[[1,'1']]}| MALFORMED| found '{' where ':'| 1",
        "{'metric':{'b':'1'},'values':[[1,'1'}| MALFORMED| found '}' where ',' or ']'| 1",
        "7| WRONG_TYPE| an element of result must be an object, found 7| 1"
      })
  @DisplayName("A broken series is one defect that counts its samples, its neighbours stay")
  void brokenSeries(String series, DefectKind kind, String cause, long count) throws Exception {
    RecordingSink sink =
        read(
            "[{'metric':{'a':'1'},'values':[[1,'1']]},\n"
                + series
                + ",{'metric':{'a':'1'},'values':[[3,'3']]}]");

    assertThat(sink.samples).containsExactly(ONE, THREE);
    assertThat(sink.onlyDefect().kind()).isEqualTo(kind);
    assertThat(sink.onlyDefect().cause()).contains(cause.replace("'a'", "'a'"));
    assertThat(sink.onlyDefect().where()).startsWith("line 2, column ");
    assertThat(sink.onlyDefect().recordCount()).isEqualTo(count);
  }

  @Test
  @DisplayName("A values list that stands twice is taken once")
  void valuesTwice() throws Exception {
    RecordingSink sink =
        read("[{'metric':{'a':'1'},'values':[[1,'1']],'values':[[2,'2'],[3,'3']]}]");

    assertThat(sink.samples).containsExactly(ONE);
    assertThat(sink.onlyDefect().kind()).isEqualTo(DefectKind.DUPLICATE_KEY);
    assertThat(sink.onlyDefect().recordCount()).isEqualTo(2);
  }

  @Test
  @DisplayName("Cut anywhere, a file keeps every whole sample and has one defect for the rest")
  void cutAnywhere() throws Exception {
    String whole =
        ("{'status':'success','data':{'resultType':'matrix','result':[{'metric':{'a':'1'},"
                + "'values':[[1,'1'],[3,'3']]},{'values':[[1,'1']],'metric':{'a':'1'}}]}}")
            .replace('\'', '"');
    int firstEnds = whole.indexOf("[1,\"1\"]") + 7;
    int secondEnds = whole.indexOf("[3,\"3\"]") + 7;
    int thirdEnds = whole.indexOf("}}]}}") + 1;
    for (int length = 1; length < whole.length(); length++) {
      RecordingSink sink =
          RecordingSink.read(
              READER,
              whole.substring(0, length).getBytes(StandardCharsets.UTF_8),
              SourceSettings.named("test"));

      int expected = length < firstEnds ? 0 : length < secondEnds ? 1 : length < thirdEnds ? 2 : 3;
      assertThat(sink.samples).as("cut at %s", length).hasSize(expected);
      assertThat(sink.onlyDefect().kind()).as("cut at %s", length).isEqualTo(DefectKind.TRUNCATED);
    }
  }

  @Test
  @DisplayName("Warnings and infos are passed on")
  void warnings() throws Exception {
    RecordingSink sink =
        read(
            "{'status':'success','data':{'resultType':'matrix','result':[]},'warnings':['w1'],"
                + "'infos':['i1']}");

    assertThat(sink.warnings)
        .containsExactly("The source says in warnings: w1", "The source says in infos: i1");
    assertThat(sink.sum()).isZero();
  }

  @Test
  @DisplayName("An error beside partial data keeps the data and is a defect")
  void partialData() throws Exception {
    RecordingSink sink =
        read(
            "{'status':'error','data':{'resultType':'matrix','result':[{'metric':{'a':'1'},"
                + "'values':[[1,'1']]}]},'errorType':'timeout','error':'query timed out'}");

    assertThat(sink.samples).containsExactly(ONE);
    assertThat(sink.onlyDefect().kind()).isEqualTo(DefectKind.ERROR_RESPONSE);
    assertThat(sink.onlyDefect().cause()).contains("timeout: query timed out").contains("partial");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status':'error','errorType':'bad_data','error':'parse error'}| ERROR_RESPONSE| bad_data",
        "{'status':'success','data':{'resultType':'scalar','result':[1,'1']}}| UNSUPPORTED| scalar",
        "{'status':'success','data':{'resultType':'string','result':[1,'x']}}| UNSUPPORTED| string",
        "{'status':'success','data':['up','down']}| WRONG_FORMAT| labels",
        "{'status':'success'}| WRONG_FORMAT| no data and no result",
        "{'incidents':[]}| WRONG_FORMAT| no data and no result",
        "{x}| MALFORMED| found 'x' where a field name",
        "<html><body>Sign in</body></html>| WRONG_FORMAT| a web page",
        "up{a=\"1\"} 1| WRONG_FORMAT| begins with 'u', not with JSON"
      })
  @DisplayName("A file without series is refused with the reason")
  void refused(String file, DefectKind kind, String cause) {
    Defect defect = catchThrowableOfType(RefusedExportException.class, () -> read(file)).defect();

    assertThat(defect.kind()).isEqualTo(kind);
    assertThat(defect.cause()).contains(cause);
    assertThat(defect.remedy()).isNotBlank();
  }

  @Test
  @DisplayName("Exactly 11,000 points, or a declared cap, are a warning")
  void rowCap() throws Exception {
    assertThat(read(points(11_000)).warnings).singleElement().asString().contains("11000 points");
    assertThat(read(points(10_999)).warnings).isEmpty();
    assertThat(read(points(11_000)).sum()).isEqualTo(11_000);
    SourceSettings declared =
        new SourceSettings(
            "test",
            null,
            null,
            null,
            List.of(),
            List.of(5L),
            "incident",
            Map.of(),
            Map.of(),
            null,
            null,
            null);
    assertThat(
            RecordingSink.read(
                    READER, points(5).replace('\'', '"').getBytes(StandardCharsets.UTF_8), declared)
                .warnings)
        .hasSize(1);
    assertThat(
            RecordingSink.read(
                    READER,
                    points(11_000).replace('\'', '"').getBytes(StandardCharsets.UTF_8),
                    declared)
                .warnings)
        .isEmpty();
  }

  private static String points(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "[" + i + ",'1']")
        .collect(Collectors.joining(",", "[{'metric':{'a':'1'},'values':[", "]}]"));
  }

  private static RecordingSink read(String file) throws Exception {
    return RecordingSink.read(READER, file.replace('\'', '"'));
  }
}
