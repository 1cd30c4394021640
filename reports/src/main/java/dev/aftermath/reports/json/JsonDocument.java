package dev.aftermath.reports.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.aftermath.reports.model.Header;
import dev.aftermath.reports.model.KpiTile;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Writes a record as JSON (RFC 8259, UTF-8): components in their declared order, names in snake
 * case, instants as RFC 3339 in UTC, decimals without an exponent, undefined figures as null.
 */
public final class JsonDocument {
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .addMixIn(KpiTile.class, WithHeadline.class)
          .addMixIn(Header.class, WithState.class)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(LocalDate.class, ToStringSerializer.instance)
                  .addSerializer(ZoneId.class, ToStringSerializer.instance))
          .build()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  private JsonDocument() {}

  /**
   * Writes the record with a line feed at its end and leaves the stream open.
   *
   * @throws IOException if the stream fails
   */
  public static void write(Record document, OutputStream out) throws IOException {
    WRITER.writeValue(out, document);
    out.write('\n');
  }

  /** A reader of the JSON gets the headline without having to pick it. */
  @JsonPropertyOrder({
    "id",
    "version",
    "name",
    "unit",
    "statistic",
    "n",
    "value",
    "mean",
    "median",
    "p90",
    "previous_value",
    "change"
  })
  private interface WithHeadline {
    @JsonProperty
    @Nullable Double value();

    @JsonProperty
    @Nullable Double change();
  }

  /** A reader of the JSON need not compare instants to learn whether figures can still change. */
  @JsonPropertyOrder({
    "title",
    "organisation",
    "iso_week",
    "period_start",
    "period_end",
    "zone",
    "as_of",
    "final_from",
    "state"
  })
  private interface WithState {
    @JsonProperty
    Header.State state();
  }
}
