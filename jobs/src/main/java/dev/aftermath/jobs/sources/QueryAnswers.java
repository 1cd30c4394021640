package dev.aftermath.jobs.sources;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks the answers of the query API that Prometheus and Loki share: {@code
 * {"status":..,"data":{"resultType":..,"result":[..]}}}, its parts without the envelope, and
 * several answers one after the other in one file.
 */
final class QueryAnswers {
  private final StrictJson json;
  private final ExportSink sink;
  private final ElementReader elements;
  private boolean resultFound;
  private boolean ended;
  private long elementCount;
  private String status = "";
  private String errorType = "";
  private String error = "";
  private String resultType = "";

  QueryAnswers(StrictJson json, ExportSink sink, ElementReader elements) {
    this.json = json;
    this.sink = sink;
    this.elements = elements;
  }

  /** Reads one element of {@code result}. */
  interface ElementReader {
    /**
     * Reads the object that comes next and hands all it holds to the sink, broken parts included.
     *
     * @return false when the text is damaged so that nothing behind can be read
     */
    boolean read() throws IOException;

    /** How many records were counted so far. */
    long position();

    /** Told when one of the file's answers is read to its end. */
    default void endAnswer() {}
  }

  /** Reads the file to its end. */
  void read(String what) throws IOException, RefusedExportException {
    json.refuseOtherThanJson(what);
    if (json.text().hasByteOrderMark()) {
      sink.warn("The file begins with a byte order mark; it was passed over.");
    }
    try {
      while (!ended && json.peek() != TextCursor.END) {
        answer();
      }
    } catch (JsonDamage damage) {
      if (elements.position() == 0 && damage.kind() != DefectKind.TRUNCATED) {
        throw damage.refusal();
      }
      sink.quarantine(damage.defect(elements.position() + 1));
    }
  }

  private void answer() throws IOException, JsonDamage, RefusedExportException {
    resultFound = false;
    status = "";
    error = "";
    errorType = "";
    resultType = "";
    TextCursor.Place place = json.text().place();
    if (json.peek() == '[') {
      result(place);
    } else {
      json.take('{');
      members();
    }
    if (!ended) {
      elements.endAnswer();
      judge(place);
    }
  }

  private void members() throws IOException, JsonDamage, RefusedExportException {
    boolean more = !json.tryTake('}');
    while (more && !ended) {
      member(json.name());
      more = !ended && json.another('}');
    }
  }

  private void member(String name) throws IOException, JsonDamage, RefusedExportException {
    switch (name) {
      case "data" -> {
        if (json.tryTake('{')) {
          members();
        } else {
          otherData();
        }
      }
      case "result" -> result(json.text().place());
      case "resultType" -> resultType = text();
      case "status" -> status = text();
      case "error" -> error = text();
      case "errorType" -> errorType = text();
      case "warnings", "infos" -> warnings(name);
      default -> json.value();
    }
  }

  private String text() throws IOException, JsonDamage {
    return json.value().node().asText();
  }

  private void warnings(String name) throws IOException, JsonDamage {
    JsonText text = json.value();
    for (JsonNode warning : text.node()) {
      sink.warn("The source says in " + name + ": " + warning.asText());
    }
  }

  private void otherData() throws IOException, JsonDamage, RefusedExportException {
    TextCursor.Place place = json.text().place();
    JsonText data = json.value();
    if (data.text().equals("null")) {
      return;
    }
    resultFound = true;
    refuse(
        place,
        DefectKind.WRONG_FORMAT,
        "data is not an object with a result, as in answers about series, labels or rules",
        "Export with query_range or query.",
        data.text());
  }

  private void result(TextCursor.Place place)
      throws IOException, JsonDamage, RefusedExportException {
    resultFound = true;
    if (!json.tryTake('[')) {
      JsonText other = json.value();
      if (!other.text().equals("null")) {
        refuse(place, DefectKind.WRONG_TYPE, "result is no list", "", other.text());
      }
      return;
    }
    boolean more = !json.tryTake(']');
    while (more && !ended) {
      if (json.peek() == '{') {
        elementCount++;
        ended = !elements.read();
      } else {
        otherElement(place);
      }
      more = !ended && anotherElement();
    }
  }

  /** Whether another element follows, be it without its comma or behind stray text. */
  private boolean anotherElement() throws IOException, JsonDamage {
    try {
      return json.peek() == '{' || json.another(']');
    } catch (JsonDamage damage) {
      if (damage.kind() == DefectKind.TRUNCATED || !json.resynchronise()) {
        throw damage;
      }
      sink.quarantine(damage.defect(elements.position() + 1));
      return json.another(']');
    }
  }

  private void otherElement(TextCursor.Place place)
      throws IOException, JsonDamage, RefusedExportException {
    JsonText element = json.value();
    JsonNode node = element.node();
    if (elementCount == 0 && (node.isNumber() || node.isTextual())) {
      StringBuilder answer = new StringBuilder("[").append(element.text());
      while (json.another(']')) {
        answer.append(',').append(json.value().text());
      }
      refuse(
          place,
          DefectKind.UNSUPPORTED,
          "the result is a "
              + (resultType.isEmpty() ? "scalar or string" : resultType)
              + ", which belongs to no series",
          "Query a series instead of a number.",
          answer.append(']').toString());
      ended = true;
      return;
    }
    sink.quarantine(
        Defect.ofRecord(
            elements.position() + 1,
            element.place().toString(),
            DefectKind.WRONG_TYPE,
            "an element of result must be an object, found " + element.text(),
            "Save the answer of the server as it is.",
            element.text()));
  }

  /** What the envelope says about its data, once all of it is known. */
  private void judge(TextCursor.Place place) throws RefusedExportException {
    if (status.equals("error") || !error.isEmpty()) {
      refuse(
          place,
          DefectKind.ERROR_RESPONSE,
          "the source answered with an error: "
              + Stream.of(errorType, error)
                  .filter(part -> !part.isEmpty())
                  .collect(Collectors.joining(": "))
              + (elements.position() > 0 ? "; the data beside it is kept and is partial" : ""),
          "Read the error, correct the query or the server, and export again.",
          "");
    } else if (!resultFound) {
      refuse(
          place,
          DefectKind.WRONG_FORMAT,
          "the answer has no data and no result",
          "Check the format that the source's settings declare for this file.",
          "");
    }
  }

  private void refuse(
      TextCursor.Place place, DefectKind kind, String cause, String remedy, String original)
      throws RefusedExportException {
    Defect defect =
        Defect.ofRecord(
            elements.position() + 1,
            place.toString(),
            kind,
            cause,
            remedy,
            TextCursor.readable(original));
    if (elements.position() == 0) {
      throw new RefusedExportException(defect);
    }
    sink.quarantine(defect);
  }
}
