package dev.aftermath.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.aftermath.jobs.lake.Layer;
import dev.aftermath.jobs.lake.TableSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The published contract of the tables")
class TableDocumentTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/aftermath/jobs");
  private static final Path PAGE = Path.of("docs/tables.md");

  @Test
  @DisplayName("is what the catalogue says")
  void isUpToDate() throws IOException {
    String page = TableDocument.of(Catalogue.tables(), SOURCES);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE)
        .as("Write it anew: mvn -pl jobs -am test -Dtest=TableDocumentTest -Ddocs.update=true")
        .hasContent(page);
  }

  @Test
  @DisplayName("names every table class there is")
  void isComplete() throws ReflectiveOperationException {
    Set<TableSpec> declared = new HashSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.aftermath.jobs")) {
      if (type.tryGetField("TABLE").isPresent()
          && type.getField("TABLE").getRawType().isEquivalentTo(TableSpec.class)) {
        var table = Class.forName(type.getName()).getDeclaredField("TABLE");
        table.setAccessible(true);
        declared.add((TableSpec) table.get(null));
      }
    }

    assertThat(Catalogue.tables()).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  @DisplayName("gives every gold table a key that is never null, and one sentence of grain")
  void tellsTheGrain() {
    for (TableSpec table : Catalogue.tables()) {
      if (table.layer() != Layer.GOLD) {
        continue;
      }
      assertThat(table.key()).as("key of " + table.name()).isNotEmpty();
      for (String column : table.key()) {
        assertThat(table.schema().apply(column).nullable())
            .as("null in key column " + column + " of " + table.name())
            .isFalse();
      }
      assertThat(TableDocument.of(List.of(table), SOURCES))
          .contains("### " + table.name() + "\n\nOne row per ");
    }
  }

  @Test
  @DisplayName("names every table once")
  void namesAreUnique() {
    assertThat(Catalogue.tables().stream().map(TableSpec::name).collect(Collectors.toSet()))
        .hasSameSizeAs(Catalogue.tables());
  }
}
