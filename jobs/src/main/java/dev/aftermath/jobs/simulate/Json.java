package dev.aftermath.jobs.simulate;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Small helpers for streaming JSON. */
final class Json {

  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /** A generator that closes the stream with itself. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out, JsonEncoding.UTF8);
  }

  /** RFC 3339 with seconds and Z. */
  static String instant(long second) {
    return Instant.ofEpochSecond(second).toString();
  }

  static void string(JsonGenerator json, String field, @Nullable String value) throws IOException {
    if (value == null) {
      json.writeNullField(field);
    } else {
      json.writeStringField(field, value);
    }
  }

  static void moment(JsonGenerator json, String field, @Nullable Long second) throws IOException {
    string(json, field, second == null ? null : instant(second));
  }

  static void emptyArray(JsonGenerator json, String field) throws IOException {
    json.writeArrayFieldStart(field);
    json.writeEndArray();
  }
}
