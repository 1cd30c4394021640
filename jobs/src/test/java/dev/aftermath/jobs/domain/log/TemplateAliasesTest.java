package dev.aftermath.jobs.domain.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aftermath.jobs.domain.log.TemplateAliases.Template;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TemplateAliasesTest {
  private static final List<String> FIVE = List.of("ann", "bob", "eve", "kim", "lee");

  @Test
  @DisplayName("A place that holds five words while all else is the same is filled in")
  void filledIn() {
    List<String> signatures = new ArrayList<>(List.of("login refused", "login of root by key"));
    FIVE.forEach(name -> signatures.add("login of " + name + " refused"));

    assertThat(TemplatePatterns.of(signatures))
        .hasSize(7)
        .containsEntry("login of ann refused", "login of <*> refused")
        .containsEntry("login of lee refused", "login of <*> refused")
        .containsEntry("login refused", "login refused")
        .containsEntry("login of root by key", "login of root by key");
  }

  @Test
  @DisplayName("Four words in one place, and any number in the first one, are the program's own")
  void ownWords() {
    List<String> signatures = new ArrayList<>();
    FIVE.subList(1, 5).forEach(word -> signatures.add("state is " + word));
    FIVE.forEach(word -> signatures.add(word + " started"));

    assertThat(TemplatePatterns.of(signatures))
        .allSatisfy((signature, pattern) -> assertThat(pattern).isEqualTo(signature));
  }

  @Test
  @DisplayName("Two places that vary by themselves are both filled in")
  void twoPlaces() {
    List<String> signatures = new ArrayList<>();
    for (String user : FIVE) {
      for (String host : List.of("north", "south", "east", "west", "centre")) {
        signatures.add("login of " + user + " at " + host);
      }
    }
    assertThat(TemplatePatterns.of(signatures).values()).containsOnly("login of <*> at <*>");
  }

  @Test
  @DisplayName("Two long statements that differ in one fixed word stay two")
  void fixedWord() {
    String down = "the link to the upstream proxy of this region is down";
    String up = "the link to the upstream proxy of this region is up";
    assertThat(TemplatePatterns.of(List.of(down, up)))
        .containsEntry(down, down)
        .containsEntry(up, up);
  }

  @Test
  @DisplayName("The most frequent template leads, of equals the first in the alphabet")
  void leader() {
    List<TemplateAliases.Alias> aliases =
        TemplateAliases.of(
            List.of(
                template("1", null, "user ann left", 3),
                template("2", null, "user bob left", 7),
                template("3", null, "user ada left", 7),
                template("4", null, "user eve left", 1),
                template("5", null, "user kim left", 1),
                template("6", null, "stopped", 99)));

    assertThat(aliases)
        .extracting(it -> it.template().id() + " " + it.leaderId() + " " + it.pattern())
        .containsExactly(
            "1 3 user <*> left",
            "2 3 user <*> left",
            "3 3 user <*> left",
            "4 3 user <*> left",
            "5 3 user <*> left");
  }

  @Test
  @DisplayName("All tenants show what varies, and each has a leader of its own")
  void tenants() {
    List<TemplateAliases.Alias> aliases =
        TemplateAliases.of(
            List.of(
                template("1", "north", "user ann left", 3),
                template("2", "north", "user bob left", 4),
                template("3", "south", "user ann left", 9),
                template("4", "south", "user eve left", 5),
                template("5", "south", "user kim left", 5),
                template("6", "south", "user lee left", 5)));

    assertThat(aliases)
        .extracting(it -> it.template().id() + " " + it.leaderId())
        .containsExactly("1 2", "2 2", "3 3", "4 3", "5 3", "6 3");
  }

  @Test
  @DisplayName("In whatever order templates come, the aliases are the same")
  void order() {
    List<Template> templates = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String word = FIVE.get(i % 5) + "x".repeat(i / 20);
      templates.add(template("" + i, "t" + i % 3, "at " + word + " in " + FIVE.get(i % 4), i % 7));
    }
    List<TemplateAliases.Alias> aliases = TemplateAliases.of(templates);
    assertThat(aliases).isNotEmpty();
    Random random = new Random(4);
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(templates, random);
      assertThat(TemplateAliases.of(templates)).isEqualTo(aliases);
    }
  }

  private static Template template(
      String id, @Nullable String tenant, String signature, long lineCount) {
    return new Template(id, tenant, signature, lineCount);
  }
}
