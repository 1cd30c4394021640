package dev.aftermath.jobs.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A model learnt from labelled causes")
class CauseModelTest {
  private static final List<CauseModel.Example> EXAMPLES =
      List.of(
          new CauseModel.Example("deployment", Map.of("release", 1.0)),
          new CauseModel.Example("deployment", Map.of("release", 1.0, "load", 0.5)),
          new CauseModel.Example("traffic", Map.of("load", 1.0)),
          new CauseModel.Example("traffic", Map.of("load", 1.0, "peak", 1.0)),
          new CauseModel.Example("expiry", Map.of("certificate", 1.0)));

  @Test
  @DisplayName("tells the class whose words it saw, and how sure it is")
  void tells() {
    CauseModel model = CauseModel.of(EXAMPLES);

    CauseModel.Answer answer = model.classify(Map.of("peak", 1.0, "load", 1.0));

    assertThat(answer.label()).isEqualTo("traffic");
    assertThat(answer.probability()).isBetween(0.5, 1.0);
    assertThat(answer.margin()).isBetween(0.2, answer.probability());
    assertThat(model.classify(Map.of("certificate", 1.0)).label()).isEqualTo("expiry");
  }

  @Test
  @DisplayName("is the same in whatever order the examples come, and another one with one more")
  void order() {
    List<CauseModel.Example> reversed = new ArrayList<>(EXAMPLES);
    Collections.reverse(reversed);
    List<CauseModel.Example> more = new ArrayList<>(EXAMPLES);
    more.add(new CauseModel.Example("expiry", Map.of("licence", 1.0)));
    Map<String, Double> asked = Map.of("release", 0.3, "load", 0.4);

    assertThat(CauseModel.of(reversed).classify(asked))
        .isEqualTo(CauseModel.of(EXAMPLES).classify(asked));
    assertThat(CauseModel.of(reversed).version()).isEqualTo(CauseModel.of(EXAMPLES).version());
    assertThat(CauseModel.of(more).version()).isNotEqualTo(CauseModel.of(EXAMPLES).version());
  }

  @Test
  @DisplayName("is refused where all examples are of one class")
  void oneClass() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CauseModel.of(EXAMPLES.subList(0, 2)))
        .withMessage(
            "Cannot learn from labels of [deployment] alone; at least two classes are needed");
  }
}
