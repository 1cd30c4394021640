package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Samples that are read in runs, and those between them that are not. */
class PrometheusLongAnswerTest {
  @ParameterizedTest
  @ValueSource(strings = {",", ",\n", "\n,", " , "})
  @DisplayName(
      "However long an answer is, every sample of any form and the place of a flaw are right")
  void longAnswer(String between) throws Exception {
    List<String> forms =
        List.of(
            "[1740338424.615,'1'] 1740338424615 1.0",
            "[1740338425.6,'123456789012345'] 1740338425600 1.23456789012345E14",
            "[1740338426.05,'0'] 1740338426050 0.0",
            "[1740338427,'7'] 1740338427000 7.0",
            "[1740338428.615,'-1'] 1740338428615 -1.0",
            "[ 1740338429.615, '1' ] 1740338429615 1.0",
            "[1740338430.615,'9007199254740993'] 1740338430615 9.007199254740992E15",
            "[1740338431.615,'0.5'] 1740338431615 0.5",
            "[940338432.615,'4'] 940338432615 4.0",
            "[1740338433.6151,'4'] 1740338433615 4.0",
            "[1740338434.615,'NaN'] 1740338434615 NaN");
    int rounds = 2_000;
    StringBuilder answer = new StringBuilder("[{'metric':{'a':'1'},'values':[");
    for (int i = 0; i < rounds; i++) {
      for (String form : forms) {
        answer.append(form, 0, form.indexOf(']') + 1).append(between);
      }
    }
    int flaw = answer.length();
    answer.append("[1740338435.615,7]").append(between).append("[1740338436.615,'7']]}]");

    RecordingSink sink = read(answer.toString());
    String before = answer.substring(0, flaw);
    int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
    int column = flaw - before.lastIndexOf('\n');
    assertThat(sink.onlyDefect().where()).isEqualTo("line " + line + ", column " + column);
    assertThat(sink.samples).hasSize(rounds * forms.size() + 1);
    for (int i = 0; i < rounds * forms.size(); i++) {
      String form = forms.get(i % forms.size());
      assertThat(sink.samples.get(i)).isEqualTo("{a=1} " + form.substring(form.indexOf(']') + 2));
    }
  }

  @Test
  @DisplayName("A time of other characters than digits is no time, though its length is right")
  void timesAreDigits() throws Exception {
    for (int place = 0; place < 10; place++) {
      for (char wrong : new char[] {'/', ':', 'x', ' ', '\u0663'}) {
        StringBuilder time = new StringBuilder("1740338424").deleteCharAt(place);
        time.insert(place, wrong);
        RecordingSink sink =
            read("[{'metric':{'a':'1'},'values':[[" + time + ".615,'1'],[1740338425.615,'2']]}]");

        // A space before the digits or behind them is allowed; the time is then a shorter one.
        if (wrong != ' ' || (place != 0)) {
          assertThat(sink.samples).as(time.toString()).containsExactly("{a=1} 1740338425615 2.0");
          assertThat(sink.defects).as(time.toString()).hasSize(1);
        }
      }
    }
  }

  private static RecordingSink read(String file) throws Exception {
    return RecordingSink.read(new PrometheusApiReader(), file.replace('\'', '"'));
  }
}
