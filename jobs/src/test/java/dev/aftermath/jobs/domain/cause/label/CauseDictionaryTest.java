package dev.aftermath.jobs.domain.cause.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A dictionary of cause words")
class CauseDictionaryTest {
  private static final CauseScale SCALE =
      new CauseScale(
          3,
          Map.of(
              CauseColumn.TRIGGER, values("deployment", "config_change", "expiry"),
              CauseColumn.ROOT_CAUSE, values("capacity", "software_defect")),
          1,
          0.1);
  private static final CauseDictionary DICTIONARY =
      CauseDictionary.of(
          SCALE,
          new CauseCues(phrases("root cause*", "ursache"), phrases("due to", "weil", "caused by")),
          List.of(
              rule(
                  CauseColumn.TRIGGER,
                  "deployment",
                  2,
                  phrases("deploy*", "new version"),
                  "deployed in"),
              rule(CauseColumn.TRIGGER, "deployment", 1, phrases("update")),
              rule(CauseColumn.TRIGGER, "config_change", 3, phrases("config* change")),
              rule(
                  CauseColumn.TRIGGER,
                  "expiry",
                  2,
                  phrases("certificate .. expired", "*zertifikat")),
              rule(CauseColumn.ROOT_CAUSE, "capacity", 1, phrases("*last*"))));

  @Test
  @DisplayName(
      "adds up the weights of the phrases that a sentence holds, each once, and shows them")
  void scores() {
    CauseLabels labels =
        DICTIONARY.labels(
            CauseColumn.TRIGGER, "Deployed a new version; the deployment was an update of config.");

    assertThat(labels)
        .isEqualTo(
            new CauseLabels(
                CauseColumn.TRIGGER,
                "deployment",
                List.of(
                    new CauseLabel(
                        "deployment",
                        5,
                        List.of("deployed", "new version", "deployment", "update")))));
    assertThat(labels.confidence()).isEqualTo(1);
  }

  @Test
  @DisplayName("labels a sentence several times over, the one with most for it first")
  void several() {
    CauseLabels labels =
        DICTIONARY.labels(CauseColumn.TRIGGER, "A configuration change came with the deployment");

    assertThat(labels.primary()).isEqualTo("config_change");
    assertThat(labels.labels())
        .extracting(CauseLabel::value)
        .containsExactly("config_change", "deployment");
    assertThat(labels.confidence()).isCloseTo(0.6, within(1e-12));
  }

  @Test
  @DisplayName("says unknown where two values have the same for them, and keeps both")
  void abstains() {
    CauseLabels labels =
        DICTIONARY.labels(CauseColumn.TRIGGER, "Certificate had long expired when we deployed");

    assertThat(labels.primary()).isEqualTo("unknown");
    assertThat(labels.labels()).extracting(CauseLabel::score).containsExactly(2.0, 2.0);
  }

  @Test
  @DisplayName("says unknown where it finds nothing")
  void nothing() {
    assertThat(DICTIONARY.labels(CauseColumn.ROOT_CAUSE, "Nobody knows"))
        .isEqualTo(new CauseLabels(CauseColumn.ROOT_CAUSE, "unknown", List.of()));
  }

  @Test
  @DisplayName("does not count a phrase within an excluded one, but counts it elsewhere")
  void excluded() {
    assertThat(DICTIONARY.labels(CauseColumn.TRIGGER, "Clusters deployed in Europe").labels())
        .isEmpty();
    assertThat(
            DICTIONARY
                .labels(CauseColumn.TRIGGER, "Clusters deployed in Europe, then deployed anew")
                .primary())
        .isEqualTo("deployment");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the certificate of the proxy had expired | expiry",
        "the certificate one two three four five expired | expiry",
        "the certificate one two three four five six expired | unknown",
        "Serverzertifikat | expiry",
        "Zertifikate | unknown",
        "CONFIG CHANGE | config_change",
      })
  @DisplayName("takes gaps of up to five words, beginnings, ends and capitals")
  void wildcards(String sentence, String expected) {
    assertThat(DICTIONARY.labels(CauseColumn.TRIGGER, sentence).primary()).isEqualTo(expected);
  }

  @Test
  @DisplayName("answers both questions at once, in any of its languages")
  void both() {
    assertThat(DICTIONARY.labels("Deployment unter Überlastung"))
        .extractingByKeys(CauseColumn.TRIGGER, CauseColumn.ROOT_CAUSE)
        .extracting(CauseLabels::primary)
        .containsExactly("deployment", "capacity");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @CsvSource({"''", "'..'", "'a ..'", "'.. a'", "'a .. .. b'", "'a*b'", "'*'", "'a-b'"})
  @DisplayName("refuses what is no phrase")
  void noPhrase(String written) {
    assertThatIllegalArgumentException().isThrownBy(() -> Phrase.parse(written));
  }

  private static CauseRule rule(
      CauseColumn column, String value, double weight, List<Phrase> include, String... exclude) {
    return new CauseRule(column, value, weight, "en", include, phrases(exclude));
  }

  static List<Phrase> phrases(String... written) {
    return Stream.of(written).map(Phrase::parse).toList();
  }

  private static Map<String, String> values(String... names) {
    Map<String, String> values = new LinkedHashMap<>();
    Stream.of(names).forEach(name -> values.put(name, "What it means"));
    return values;
  }
}
