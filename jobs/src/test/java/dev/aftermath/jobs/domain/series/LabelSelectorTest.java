package dev.aftermath.jobs.domain.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {
  private static final Map<String, String> SERIES =
      Map.of("__name__", "http_requests_total", "job", "api", "code", "503", "path", "/a\n\"b\\");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http_requests_total",
        " http_requests_total { } ",
        "http_requests_total{job=\"api\"}",
        "http_requests_total{job='api',}",
        "http_requests_total{code=~`5..`, job!=\"web\"}",
        "{__name__=~\"http_.*\",code!~\"4..\"}",
        "{__name__=\"http_requests_total\",absent=\"\"}",
        "{\"http_requests_total\", \"job\"=\"api\"}",
        "{job=\"api\",absent!=\"x\",absent=~\".*\"}",
        "{path=\"/a\\n\\\"b\\\\\"}",
        "{path=~\"/a.+\"}",
        "{job=\"\\x61p\\u0069\"}",
        "{code=~\"[[:digit:]]+|[^[:alpha:][&]{9}\"}",
        "{job=~\"(?P<the_job>API|web)|(?i)API\"}",
        "{code=~\"\\\\d{3}\",job=~\"\\\\Qapi\\\\E\"}"
      })
  @DisplayName("Selects the series")
  void selects(String selector) {
    assertThat(LabelSelector.parse(selector).matches(SERIES)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http_requests",
        "http_requests_total{job=\"ap\"}",
        "http_requests_total{code=~\"5\"}",
        "http_requests_total{code=~\"50|3\"}",
        "http_requests_total{absent!=\"\"}",
        "http_requests_total{absent=~\".+\"}",
        "{job=\"api\",job!=\"api\"}",
        "{job=~\"[&&a-z]\"}"
      })
  @DisplayName("Does not select the series")
  void selectsNot(String selector) {
    assertThat(LabelSelector.parse(selector).matches(SERIES)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "''| column 1: a metric name or '{' must stand here, found '''",
        "sum(up)| column 4: functions and aggregations are not allowed",
        "rate(up[5m])| column 5: functions",
        "up[5m]| column 3: a range is not allowed; leave out [5m]",
        "up offset 5m| column 4: offset and @",
        "up @ 5| column 4: offset and @",
        "up == 1| column 4: operators",
        "up and down| column 4: operators",
        "up{job=\"a\"} / up| column 13: operators",
        "up down| column 4: nothing may follow the selector, found 'd'",
        "5| column 1: a metric name",
        "up{job}| column 7: =, !=, =~ or !~ must stand here, found '}'",
        "up{job==\"a\"}| column 8: a value in quotes must stand here, found '='",
        "up{job=a}| column 8: a value in quotes",
        "up{job=\"a\" x=\"b\"}| column 12: ',' or '}' must stand here, found 'x'",
        "up{job=\"a\"| column 11: ',' or '}' must stand here, but the selector ends",
        "up{job=\"a}| column 8: the text in quotes has no end",
        "up{1=\"a\"}| column 4: a label name must stand here",
        "up{job=\"\\d\"}| column 9: \\d is no escape; write \\\\d",
        "up{job=\"\\u12\"}| column 9: the escape needs 4",
        "up{job=~\"(\"}| column 4: the regular expression ( is invalid: Unclosed group",
        "up{job=~\"a(?=b)\"}| what RE2 does not know: groups that begin with (?=",
        "up{job=~\"(a)\\\\1\"}| back references such as \\1",
        "up{job=~\"a*+\"}| possessive quantifiers such as *+",
        "up{job=~\"[[:nope:]]\"}| the character class [:nope:]",
        "up{__name__=\"up\"}| column 4: the metric name is set twice",
        "{}| column 3: every condition also holds for a series without the label",
        "{job=~\".*\"}| every condition also holds",
        "{job!=\"a\"}| every condition also holds"
      })
  @DisplayName("Refuses anything but a plain selector, with the column and the reason")
  void refuses(String selector, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSelector.parse(selector))
        .withMessageStartingWith("Invalid selector " + selector + ": column ")
        .withMessageContaining(message.strip());
  }

  @Test
  @DisplayName("An empty text is refused")
  void refusesEmpty() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LabelSelector.parse("  "))
        .withMessageContaining("there is nothing here");
  }

  @Test
  @DisplayName("Its text is a selector that means the same")
  void textMeansTheSame() {
    LabelSelector selector = LabelSelector.parse("up{a='\"\\n\\\\',b=~\"x|y\",\"c.d\"!='1'}");

    assertThat(selector)
        .hasToString("{__name__=\"up\",a=\"\\\"\\n\\\\\",b=~\"x|y\",\"c.d\"!=\"1\"}");
    assertThat(LabelSelector.parse(selector.toString())).isEqualTo(selector);
  }
}
