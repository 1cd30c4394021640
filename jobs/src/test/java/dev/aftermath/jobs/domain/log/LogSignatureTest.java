package dev.aftermath.jobs.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogSignatureTest {
  @ParameterizedTest(name = "{0}")
  @DisplayName("A token with a digit becomes a mask, white space one space")
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Took 19.05 seconds to build instance.,Took <*> seconds to build instance.",
        "5,<*>",
        "a 1 b 2,a <*> b <*>",
        "blk_38865049064139660 terminating,<*> terminating",
        "\"  two\tspaces   end  \",two spaces end",
        "user=root uid=0,user=root <*>",
        "Fehler in Größe ٣ und ４,Fehler in Größe <*> und <*>",
        "no-break\u00a0space 7,no-break space <*>",
        "no digits at all,no digits at all"
      })
  void masks(String message, String signature) {
    assertThat(LogSignature.of(message)).isEqualTo(signature);
  }

  @Test
  @DisplayName("A message without tokens has the empty signature")
  void empty() {
    assertThat(LogSignature.of("")).isEmpty();
    assertThat(LogSignature.of(" \t ")).isEmpty();
  }

  @Test
  @DisplayName("What lies behind 2,000 characters is not looked at, however short the tokens are")
  void longMessages() {
    assertThat(LogSignature.of("1 ".repeat(3_000))).isEqualTo("<*> ".repeat(1_000).strip());
    assertThat(LogSignature.of("x".repeat(1_999) + "y7")).isEqualTo("x".repeat(1_999) + "y");
  }

  @Test
  @DisplayName("An index numbers signatures as they come and knows each of a thousand again")
  void index() {
    SignatureIndex index = new SignatureIndex();
    assertThat(List.of(index.of("disk 1 full"), index.of("up"), index.of("disk 2  full")))
        .containsExactly(0, 1, 0);
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(index.of("word" + "x".repeat(i) + " 17")).isEqualTo(i + 2);
      }
    }
    assertThat(index.count()).isEqualTo(1_002);
    assertThat(index.signature(0)).isEqualTo("disk <*> full");
    assertThat(index.signature(3)).isEqualTo("wordx <*>");
  }

  @Test
  @DisplayName("Signatures of one hash are told apart")
  void equalHashes() {
    // "Aa" and "BB" have one hash code in Java, and so has everything around them.
    SignatureIndex index = new SignatureIndex();
    assertThat(List.of(index.of("Aa 1"), index.of("BB 1"), index.of("Aa 2")))
        .containsExactly(0, 1, 0);
  }
}
