package dev.aftermath.jobs.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.config.SliceFile;
import dev.aftermath.jobs.config.SloFiles;
import dev.aftermath.jobs.domain.slo.SliceTimeline;
import dev.aftermath.jobs.domain.slo.SloDefinition;
import dev.aftermath.jobs.domain.slo.SloEvaluations;
import dev.aftermath.jobs.domain.slo.SloHistory;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EvaluationJsonTest {
  private static final String SLO =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata: {name: search}
      spec:
        service: search
        indicator:
          metadata: {name: ratio}
          spec:
            ratioMetric:
              counter: true
              good: {metricSource: {spec: {query: good_total}}}
              total: {metricSource: {spec: {query: all_total}}}
        timeWindow: [{duration: 1h, isRolling: true}]
        budgetingMethod: Occurrences
        objectives:
          - {displayName: Target, target: 0.99}
          - {displayName: Always, target: 1.0}
      """;

  @Test
  @DisplayName("An OpenSLO file and a CSV of slices become JSON, undefined figures null")
  void fileAndSlicesBecomeJson() throws IOException {
    SloFiles files = SloFiles.read("slo.yaml", new StringReader(SLO));
    SloDefinition slo = files.definitionsOrThrow().get(0);
    SliceTimeline timeline =
        SliceFile.read(
            "slices.csv",
            new StringReader(
                """
                slice_start,good,total
                2026-03-01T00:00:00Z,997,1000
                2026-03-01T00:05:00Z,1000,1000
                2026-03-01T00:15:00Z,1000,1000
                """),
            new SloHistory(List.of(slo)),
            files);

    String json =
        EvaluationJson.render(
            SloEvaluations.at(
                    new SloHistory(List.of(slo)), timeline, Instant.parse("2026-03-01T00:20:00Z"))
                .stream()
                .map(each -> new EvaluationJson.Ruled(slo, each))
                .toList());

    // Three of the hour's twelve slices; nine of 1,000 events each are assumed for the bounds.
    assertThat(json)
        .isEqualToIgnoringWhitespace(
            """
            [{"slo":"search","objective":"Target",
            "window_start":"2026-02-28T23:20:00Z","window_end":"2026-03-01T00:20:00Z",
            "good":2997,"total":3000,"sli":0.999,"target":0.99,"budget_total":30,
            "budget_consumed_ratio":0.1,"burn_rate":0.1,"coverage":0.25,
            "sli_worst":0.24975,"sli_best":0.99975,"verdict":"met",
            "verdict_worst":"missed","verdict_best":"met","definition_count":1,
            "missing":"unknown","exclusions":"remove_time","zone":null},
            {"slo":"search","objective":"Always",
            "window_start":"2026-02-28T23:20:00Z","window_end":"2026-03-01T00:20:00Z",
            "good":2997,"total":3000,"sli":0.999,"target":1,"budget_total":0,
            "budget_consumed_ratio":null,"burn_rate":null,"coverage":0.25,
            "sli_worst":0.24975,"sli_best":0.99975,"verdict":"missed",
            "verdict_worst":"missed","verdict_best":"missed","definition_count":1,
            "missing":"unknown","exclusions":"remove_time","zone":null}]
            """);
  }
}
