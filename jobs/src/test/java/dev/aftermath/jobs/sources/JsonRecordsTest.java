package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {

  @Test
  @DisplayName("Records in an envelope are handed over with their place and text")
  void recordsInAnEnvelope() throws Exception {
    Heard heard = read("{\"limit\": 2,\n \"list\": [{\"id\":1},\n{\"id\": 2}], \"more\": false}");

    assertThat(heard.records)
        .containsExactly("1 line 2, column 11 {\"id\":1}", "2 line 3, column 1 {\"id\": 2}");
    assertThat(heard.members).containsExactly("limit=2", "more=false");
    assertThat(heard.defects).isEmpty();
  }

  @Test
  @DisplayName("A bare list, a single record and answers one after the other are read alike")
  void otherEnvelopes() throws Exception {
    assertThat(read("[{\"id\":1},{\"id\":2}]").ids()).containsExactly(1, 2);
    assertThat(read("{\"list\":{\"id\":1}}").ids()).containsExactly(1);
    assertThat(read("{\"list\":[{\"id\":1}]}\n{\"list\":[{\"id\":2}]}").ids())
        .containsExactly(1, 2);
    assertThat(read("{\"list\":[]}").ids()).isEmpty();
  }

  @Test
  @DisplayName("Bytes that are not UTF-8 are one defect with the byte and its column")
  void badEncoding() throws Exception {
    byte[] file =
        "{\"list\":[{\"id\":1},{\"id\":2,\"t\":\"#\"},{\"id\":3}]}"
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < file.length; i++) {
      if (file[i] == '#') {
        file[i] = (byte) 0xFC;
      }
    }

    Heard heard = read(file);

    assertThat(heard.ids()).containsExactly(1, 3);
    Defect defect = heard.onlyDefect();
    assertThat(defect.kind()).isEqualTo(DefectKind.BAD_ENCODING);
    assertThat(defect.position()).isEqualTo(2);
    assertThat(defect.where()).isEqualTo("line 1, column 32");
    assertThat(defect.cause()).isEqualTo("byte 0xFC is not UTF-8");
    assertThat(defect.original()).isEqualTo("{\"id\":2,\"t\":\"\uFFFD\"}");
  }

  @Test
  @DisplayName("A NUL, a raw line break in quotes and a name used twice are defects of one record")
  void brokenTexts() throws Exception {
    assertOneBroken("{\"id\":2,\"t\":\"a\u0000b\"}", DefectKind.CONTROL_CHARACTER, "U+0000");
    assertOneBroken("{\"id\":2,\"t\":\"a\nb\"}", DefectKind.CONTROL_CHARACTER, "code 10");
    assertOneBroken("{\"id\":2,\"id\":3}", DefectKind.DUPLICATE_KEY, "Duplicate field 'id'");
    assertOneBroken("{\"id\":2,\"t\":nul}", DefectKind.MALFORMED, "'nul'");
    assertOneBroken("{\"id\":2,\"t\":01}", DefectKind.MALFORMED, "zeroes");
    assertOneBroken("{\"id\":2,\"t\":NaN}", DefectKind.MALFORMED, "NaN");
  }

  @Test
  @DisplayName("A lost quotation mark, comma, colon or brace does not reach the next record")
  void brokenStructure() throws Exception {
    assertOneBroken("{\"id\":\"2, \"t\":\"x\"}", DefectKind.MALFORMED, "found 't'");
    assertOneBroken("{\"id\":2 \"t\":1}", DefectKind.MALFORMED, "found '\"' where ','");
    assertOneBroken("{\"id\" 2}", DefectKind.MALFORMED, "found '2' where ':'");
    assertOneBroken("{\"id\" {\"id\":9}}", DefectKind.MALFORMED, "found '{' where ':'");
    assertOneBroken("{\"id\":2,}", DefectKind.MALFORMED, "found '}' where a field name");
    assertOneBroken("{\"id\":{\"a\":2}", DefectKind.MALFORMED, "found '{' where a field name");
    assertOneBroken("{\"id\":[2}", DefectKind.MALFORMED, "found '}' where ',' or ']'");
    assertOneBroken("{\"id\":2 \u00fc}", DefectKind.MALFORMED, "found '\u00fc'");
  }

  @Test
  @DisplayName("A field of 5 MB, a value of 17 MB and a nesting of 10,000 are refused alone")
  void tooMuch() throws Exception {
    assertOneBroken(
        "{\"id\":2,\"t\":\"" + "x".repeat(5_000_000) + "\"}", DefectKind.TOO_LARGE, "4194304");
    assertOneBroken(
        "{\"id\":2,\"t\":[" + "\"xxxxxxxxx\",".repeat(1_500_000) + "1]}",
        DefectKind.TOO_LARGE,
        "16777216");
    assertOneBroken(
        "{\"id\":2,\"t\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}",
        DefectKind.TOO_DEEP,
        "64 levels");
  }

  @Test
  @DisplayName("Cut anywhere, a file keeps every whole record and has one defect for the rest")
  void cutAnywhere() throws Exception {
    String whole = "{\"list\":[{\"id\":1},{\"id\":2,\"t\":\"x\"}]}";
    for (int length = "{\"list\":[".length(); length < whole.length(); length++) {
      Heard heard = read(whole.substring(0, length));

      int expected = length < 18 - 1 ? 0 : length < whole.length() - 2 ? 1 : 2;
      assertThat(heard.records).as("cut at %s", length).hasSize(expected);
      assertThat(heard.onlyDefect().kind()).isEqualTo(DefectKind.TRUNCATED);
      assertThat(heard.onlyDefect().recordCount()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("A missing comma and a stray brace between records are told and passed")
  void betweenRecords() throws Exception {
    Heard comma = read("[{\"id\":1}{\"id\":2}]");
    assertThat(comma.ids()).containsExactly(1, 2);

    Heard brace = read("[{\"id\":1}},{\"id\":2}]");
    assertThat(brace.ids()).containsExactly(1, 2);
    assertThat(brace.onlyDefect().cause()).contains("found '}' where ',' or ']'");
  }

  @Test
  @DisplayName("A byte order mark is passed over with a warning")
  void byteOrderMark() throws Exception {
    Heard heard = read("\uFEFF[{\"id\":1}]");

    assertThat(heard.ids()).containsExactly(1);
    assertThat(heard.warnings).hasSize(1);
  }

  @Test
  @DisplayName("An empty file, a login page, UTF-16 and an error answer are refused with a remedy")
  void refused() {
    assertThat(refusal("".getBytes(StandardCharsets.UTF_8)).cause()).isEqualTo("the file is empty");
    Defect page = refusal("<!doctype html><title>Login</title>".getBytes(StandardCharsets.UTF_8));
    assertThat(page.kind()).isEqualTo(DefectKind.WRONG_FORMAT);
    assertThat(page.cause()).contains("web page");
    assertThat(page.remedy()).contains("credentials");
    assertThat(refusal("[{\"id\":1}]".getBytes(StandardCharsets.UTF_16)).kind())
        .isEqualTo(DefectKind.BAD_ENCODING);
    Defect error = refusal("{\"error\":{\"code\":2006}}".getBytes(StandardCharsets.UTF_8));
    assertThat(error.kind()).isEqualTo(DefectKind.ERROR_RESPONSE);
    assertThat(error.cause()).contains("no field list");
  }

  @Test
  @DisplayName("Records longer than the window keep their text, lines and columns")
  void longerThanTheWindow() throws Exception {
    StringBuilder file = new StringBuilder("[");
    for (int id = 1; id <= 50; id++) {
      file.append(id == 1 ? "" : ",\n")
          .append("{\"t\":\"")
          .append("\u00e4\u20ac\uD83D\uDE00".repeat(5_000))
          .append("\",\"id\":")
          .append(id)
          .append("}");
    }

    Heard heard = read(file.append("]").toString());

    assertThat(heard.ids()).hasSize(50);
    assertThat(heard.records.get(49))
        .startsWith("50 line 50, column 1 {\"t\":\"\u00e4\u20ac\uD83D\uDE00\u00e4");
    assertThat(heard.defects).isEmpty();
  }

  private static void assertOneBroken(String second, DefectKind kind, String cause)
      throws IOException, RefusedExportException {
    Heard heard = read("{\"list\":[{\"id\":1},\n" + second + ",\n{\"id\":3}]}");
    assertThat(heard.ids()).as(cause).containsExactly(1, 3);
    Defect defect = heard.onlyDefect();
    assertThat(defect.kind()).isEqualTo(kind);
    assertThat(defect.position()).isEqualTo(2);
    assertThat(defect.where()).matches("line [23], column \\d+");
    assertThat(defect.cause()).contains(cause);
    assertThat(defect.original()).startsWith(second.substring(0, 5));
  }

  private static Defect refusal(byte[] file) {
    return catchThrowableOfType(RefusedExportException.class, () -> read(file)).defect();
  }

  private static Heard read(String file) throws IOException, RefusedExportException {
    return read(file.getBytes(StandardCharsets.UTF_8));
  }

  private static Heard read(byte[] file) throws IOException, RefusedExportException {
    Heard heard = new Heard();
    JsonRecords.read(new ByteArrayInputStream(file), Set.of("list"), "a list", heard);
    return heard;
  }

  private static final class Heard implements JsonRecords.Visitor {
    private final List<String> records = new ArrayList<>();
    private final List<Integer> ids = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private final List<Defect> defects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    List<Integer> ids() {
      return ids;
    }

    Defect onlyDefect() {
      assertThat(defects).hasSize(1);
      return defects.get(0);
    }

    @Override
    public void record(long position, TextCursor.Place place, JsonNode record, String text) {
      records.add(position + " " + place + " " + text);
      ids.add(record.path("id").asInt());
    }

    @Override
    public void member(String name, JsonNode value) {
      members.add(name + "=" + value);
    }

    @Override
    public void quarantine(Defect defect) {
      defects.add(defect);
    }

    @Override
    public void warn(String warning) {
      warnings.add(warning);
    }
  }
}
