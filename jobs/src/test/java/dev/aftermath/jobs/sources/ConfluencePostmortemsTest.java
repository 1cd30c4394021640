package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.aftermath.jobs.domain.incident.IncidentField;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A postmortem in Confluence's storage format")
class ConfluencePostmortemsTest {

  private static final String PAGE =
      """
      <ac:structured-macro ac:name="details" ac:schema-version="1"><ac:rich-text-body>
      <table><tbody>
      <tr><th><p>Service</p></th><td><p>checkout</p></td></tr>
      <tr><th>Incident</th><td><a href="https://x.pagerduty.com/incidents/Q1ABC">page</a></td></tr>
      <tr><th>Author</th><td><ac:link><ri:user ri:account-id="557058:a1" /></ac:link></td></tr>
      <tr><th>Approved by</th><td><ac:link><ri:user ri:username="bert" /></ac:link></td></tr>
      <tr><th>Date</th><td><time datetime="2026-03-01" /></td></tr>
      <tr><th>Published</th><td><time datetime="2026-03-04" /></td></tr>
      <tr><th>Status</th><td><ac:structured-macro ac:name="status">
      <ac:parameter ac:name="colour">Green</ac:parameter>
      <ac:parameter ac:name="title">DONE</ac:parameter></ac:structured-macro></td></tr>
      </tbody></table></ac:rich-text-body></ac:structured-macro>
      <ac:layout><ac:layout-section><ac:layout-cell>
      <h2>Summary</h2><p>Nobody could&nbsp;pay &mdash; for 12 minutes.</p>
      </ac:layout-cell></ac:layout-section></ac:layout>
      <h2>Timeline</h2>
      <table><tbody><tr><th>Time (UTC)</th><th>Event</th></tr>
      <tr><td>23:50</td><td>Errors begin<br/>everywhere</td></tr>
      <tr><td>00:10</td><td>Rolled back</td></tr></tbody></table>
      <h2>Root cause</h2>
      <ac:structured-macro ac:name="panel"><ac:rich-text-body><p>A lock was never released.</p>
      </ac:rich-text-body></ac:structured-macro>
      <h2>Corrective actions</h2>
      <ac:task-list>
      <ac:task><ac:task-id>1</ac:task-id><ac:task-status>complete</ac:task-status>
      <ac:task-body><span>Release it, done <time datetime="2026-03-09" /></span></ac:task-body></ac:task>
      <ac:task><ac:task-id>2</ac:task-id><ac:task-status>incomplete</ac:task-status>
      <ac:task-body><ac:link><ri:user ri:account-id="557058:a1" /></ac:link> Alert on locks
      <ac:structured-macro ac:name="jira"><ac:parameter ac:name="key">OPS-12</ac:parameter>
      </ac:structured-macro>, due <time datetime="2026-03-20" /></ac:task-body></ac:task>
      </ac:task-list>
      <ac:structured-macro ac:name="code"><ac:plain-text-body><![CDATA[if (a < b) {}]]>
      </ac:plain-text-body></ac:structured-macro>
      """;

  @Test
  @DisplayName("tells its page properties, sections, timeline and tasks")
  void page() {
    GatheredExport gathered = GatheredExport.of(new ConfluencePostmortemReader(), PAGE);

    assertThat(gathered.defects).isEmpty();
    assertThat(gathered.records.get(0).fields())
        .containsEntry(IncidentField.SERVICE, "checkout")
        .containsEntry(IncidentField.INCIDENT_REFERENCES, "stated Q1ABC")
        .containsEntry(IncidentField.AUTHOR, "@557058:a1")
        .containsEntry(IncidentField.APPROVED_BY, "@bert")
        .containsEntry(IncidentField.COMPLETED_AT, "2026-03-05T00:00:00Z")
        .containsEntry(IncidentField.STATE_AS_WRITTEN, "DONE")
        .containsEntry(IncidentField.SUMMARY, "Nobody could pay — for 12 minutes.")
        .containsEntry(IncidentField.CAUSE_TEXT, "A lock was never released.")
        .containsEntry(
            IncidentField.TIMELINE,
            "[{\"at\":\"2026-03-01T23:50:00Z\",\"written\":\"23:50\","
                + "\"text\":\"Errors begin\\neverywhere\","
                + "\"basis\":\"date_of_document, zone_of_document\",\"flaw\":null,\"line\":18},"
                + "{\"at\":\"2026-03-02T00:10:00Z\",\"written\":\"00:10\","
                + "\"text\":\"Rolled back\","
                + "\"basis\":\"day_after_row_before, zone_of_document\",\"flaw\":null,"
                + "\"line\":19}]")
        .containsEntry(
            IncidentField.ACTION_ITEMS,
            "[{\"text\":\"Release it, done 2026-03-09\",\"owner\":null,\"due_on\":null,"
                + "\"state\":\"done\",\"state_basis\":\"check_box\",\"closed_on\":\"2026-03-09\","
                + "\"tracker\":null,\"line\":25},"
                + "{\"text\":\"@557058:a1 Alert on locks OPS-12, due 2026-03-20\","
                + "\"owner\":\"557058:a1\",\"due_on\":\"2026-03-20\",\"state\":\"open\","
                + "\"state_basis\":\"check_box\",\"closed_on\":null,\"tracker\":\"OPS-12\","
                + "\"line\":27}]");
  }

  @Test
  @DisplayName("comes in lists of either version of the API, by its id and the page's version")
  void lists() {
    GatheredExport second =
        GatheredExport.of(
            new ConfluencePagesReader(),
            "{\"results\":["
                + page("11", "<h2>Summary</h2><p>One.</p>", "\"createdAt\"")
                + ","
                + page("12", "<h2>Summary</h2><p>Two.</p>", "\"createdAt\"")
                + "],\"_links\":{\"next\":\"/wiki/api/v2/pages?cursor=x\"}}");
    GatheredExport first =
        GatheredExport.of(
            new ConfluencePagesReader(),
            "{\"results\":["
                + page("11", "<h2>Summary</h2><p>One.</p>", "\"when\"")
                + "],\"start\":0,\"limit\":25}");

    assertThat(second.keys()).containsExactly("11", "12");
    assertThat(first.records)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.sequence()).isEqualTo(3);
              assertThat(record.versionAt()).hasToString("2026-03-05T08:00:00Z");
              assertThat(record.fields())
                  .containsEntry(IncidentField.TITLE, "Checkout & cart")
                  .containsEntry(IncidentField.NATIVE_ID, "11");
            });
  }

  @Test
  @DisplayName("comes alone, as the answer about one page")
  void onePage() {
    GatheredExport alone =
        GatheredExport.of(
            new ConfluencePagesReader(),
            page("11", "<h2>Summary</h2><p>One.</p>", "\"createdAt\""));

    assertThat(alone.keys()).containsExactly("11");
    assertThat(alone.defects).isEmpty();
  }

  @Test
  @DisplayName("that is cut off is held back with its line, and the pages beside it are read")
  void broken() {
    GatheredExport gathered =
        GatheredExport.of(
            new ConfluencePagesReader(),
            "{\"results\":["
                + page("11", "<h2>Summary</h2>\n<p>One.", "\"createdAt\"")
                + ","
                + page("12", "<h2>Summary</h2><p>Two.</p>", "\"createdAt\"")
                + ","
                + "{\"id\":\"13\",\"title\":\"No body\"}"
                + "]}");

    assertThat(gathered.keys()).containsExactly("12");
    assertThat(gathered.account()).isEqualTo(3);
    assertThat(gathered.defects)
        .extracting(Defect::kind)
        .containsExactly(DefectKind.MALFORMED, DefectKind.MISSING_FIELD);
    assertThat(gathered.defects.get(0).where()).endsWith("line 2");
    assertThat(gathered.defects.get(1).cause()).isEqualTo("body.storage is absent or empty");
  }

  @Test
  @DisplayName("that declares entities or nests without end is held back")
  void hostile() {
    assertThat(
            GatheredExport.of(
                    new ConfluencePostmortemReader(),
                    "<!DOCTYPE p [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><p>&e;</p>")
                .defects)
        .extracting(Defect::kind)
        .containsExactly(DefectKind.FORBIDDEN_DECLARATION);
    assertThat(
            GatheredExport.of(
                    new ConfluencePostmortemReader(),
                    "<div>".repeat(300) + "x" + "</div>".repeat(300))
                .defects)
        .extracting(Defect::kind)
        .containsExactly(DefectKind.TOO_DEEP);
  }

  private static String page(String id, String body, String changed) {
    return ("{\"id\":\"%s\",\"status\":\"current\",\"title\":\"Checkout & cart\","
            + "\"version\":{\"number\":3,%s:\"2026-03-05T08:00:00Z\"},"
            + "\"body\":{\"storage\":{\"value\":%s,\"representation\":\"storage\"}}}")
        .formatted(id, changed, TextNode.valueOf(body));
  }
}
