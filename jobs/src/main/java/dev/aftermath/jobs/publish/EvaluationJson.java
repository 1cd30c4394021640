package dev.aftermath.jobs.publish;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.aftermath.jobs.domain.calendar.CalendarWindow;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloEvaluation;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code slo evaluate --format json} prints. */
public final class EvaluationJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private EvaluationJson() {}

  /**
   * An evaluation and what it went by.
   *
   * @param ruling the version in force at the evaluation
   */
  public record Ruled(SloDefinition ruling, SloEvaluation evaluation) {}

  /** A JSON array with an object per evaluation: numbers as numbers, what is undefined as null. */
  public static String render(List<Ruled> evaluations) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.useDefaultPrettyPrinter();
      json.writeStartArray();
      for (Ruled each : evaluations) {
        json.writeStartObject();
        writeFigures(json, each.evaluation());
        writeRules(json, each.ruling());
        json.writeEndObject();
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }

  private static void writeFigures(JsonGenerator json, SloEvaluation evaluation)
      throws IOException {
    json.writeStringField("slo", evaluation.slo());
    json.writeStringField("objective", evaluation.objective().name());
    json.writeStringField("window_start", evaluation.window().start().toString());
    json.writeStringField("window_end", evaluation.window().end().toString());
    number(json, "good", evaluation.good());
    number(json, "total", evaluation.total());
    number(json, "sli", evaluation.sli());
    number(json, "target", evaluation.objective().target());
    number(json, "budget_total", evaluation.budgetTotal());
    number(json, "budget_consumed_ratio", evaluation.budgetConsumedRatio());
    number(json, "burn_rate", evaluation.burnRate());
    number(json, "coverage", evaluation.coverage());
    number(json, "sli_worst", evaluation.sliWorst());
    number(json, "sli_best", evaluation.sliBest());
    json.writeStringField("verdict", evaluation.verdict().word());
    json.writeStringField("verdict_worst", evaluation.verdictWorst().word());
    json.writeStringField("verdict_best", evaluation.verdictBest().word());
    json.writeNumberField("definition_count", evaluation.definitionCount());
  }

  private static void writeRules(JsonGenerator json, SloDefinition ruling) throws IOException {
    json.writeStringField("missing", ruling.missing().word());
    json.writeStringField("exclusions", ruling.exclusions().word());
    json.writeStringField(
        "zone", ruling.window() instanceof CalendarWindow it ? it.zone().getId() : null);
  }

  private static void number(JsonGenerator json, String key, @Nullable Double value)
      throws IOException {
    number(json, key, value == null ? null : BigDecimal.valueOf(value));
  }

  private static void number(JsonGenerator json, String key, @Nullable BigDecimal value)
      throws IOException {
    json.writeFieldName(key);
    if (value == null) {
      json.writeNull();
    } else {
      json.writeNumber(value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros());
    }
  }
}
