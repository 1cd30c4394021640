package dev.aftermath.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.aftermath.jobs.lake.TableSpec;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What the classes that declare a table of the lake have in common. */
final class TableClasses {
  private TableClasses() {}

  static DescribedPredicate<JavaClass> holdATable() {
    return describe("hold a table", javaClass -> tables(javaClass).findAny().isPresent());
  }

  static ArchCondition<JavaClass> beFinal() {
    return condition("be final", type -> type.getModifiers().contains(JavaModifier.FINAL));
  }

  static ArchCondition<JavaClass> haveOnlyPrivateConstructors() {
    return condition(
        "have only private constructors",
        type ->
            type.getConstructors().stream()
                .allMatch(each -> each.getModifiers().contains(JavaModifier.PRIVATE)));
  }

  static ArchCondition<JavaClass> showItAsTable() {
    return condition(
        "show it as the public constant TABLE",
        type ->
            tables(type)
                .allMatch(
                    field ->
                        field.getName().equals("TABLE")
                            && field.getModifiers().contains(JavaModifier.PUBLIC)
                            && field.getModifiers().contains(JavaModifier.FINAL)));
  }

  private static Stream<JavaField> tables(JavaClass javaClass) {
    return javaClass.getFields().stream()
        .filter(field -> field.getRawType().isEquivalentTo(TableSpec.class))
        .filter(field -> field.getModifiers().contains(JavaModifier.STATIC));
  }

  private static ArchCondition<JavaClass> condition(String text, Predicate<JavaClass> holds) {
    return new ArchCondition<>(text) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        events.add(
            new SimpleConditionEvent(type, holds.test(type), type.getName() + " must " + text));
      }
    };
  }
}
