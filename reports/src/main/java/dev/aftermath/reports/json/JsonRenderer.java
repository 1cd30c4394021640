package dev.aftermath.reports.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.aftermath.reports.ReportFormat;
import dev.aftermath.reports.ReportRenderer;
import dev.aftermath.reports.model.KpiTile;
import dev.aftermath.reports.model.WeeklyReport;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * Writes a report as JSON (RFC 8259, UTF-8): the records in their declared order, names in snake case, instants as RFC 3339 in UTC,
 * durations in seconds, undefined figures as null.
 */
public final class JsonRenderer implements ReportRenderer {
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .addMixIn(KpiTile.class, WithHeadline.class)
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addSerializer(ZoneId.class, ToStringSerializer.instance))
          .build()
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));

  @Override
  public ReportFormat format() {
    return ReportFormat.JSON;
  }

  @Override
  public void render(WeeklyReport report, OutputStream out) throws IOException {
    WRITER.writeValue(out, report);
    out.write('\n');
  }

  /** A reader of the JSON gets the headline without having to pick it. */
  @JsonPropertyOrder({
    "id", "version", "name", "unit", "statistic", "n", "value", "mean", "median", "p90", "previous_value"
  })
  private interface WithHeadline {
    @JsonProperty
    @Nullable Double value();
  }
}
