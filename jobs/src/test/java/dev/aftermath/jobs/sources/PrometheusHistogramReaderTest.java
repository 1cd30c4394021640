package dev.aftermath.jobs.sources;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusHistogramReaderTest {
  private static final String ONE = "{a=1} 1000 1.0";
  private static final String THREE = "{a=1} 3000 3.0";

  @Test
  @DisplayName("Native histograms are read beside the floats of a series, buckets in order")
  void nativeHistograms() throws Exception {
    RecordingSink sink =
        read(
            "[{'metric':{'a':'1'},'values':[[1,'1'],[3,'3']],'histograms':[[5.5,{'count':'9',"
                + "'sum':'NaN','buckets':[[3,'-0.1','0.1','1'],[1,'-2','-1','2'],"
                + "[0,'0.5','+Inf','2.5'],[2,'0.2','0.5','0']]}],[6,{'count':'0','sum':'0'}]]}]");

    assertThat(sink.samples).containsExactly(ONE, THREE);
    assertThat(sink.histograms)
        .containsExactly(
            "{a=1} 5500 count 9.0 sum NaN [-2.0,-1.0)2.0 [-0.1,0.1]1.0 (0.5,Infinity]2.5",
            "{a=1} 6000 count 0.0 sum 0.0");
    assertThat(sink.defects).isEmpty();
    assertThat(sink.sum()).isEqualTo(4);
  }

  @Test
  @DisplayName("A histogram of a vector is read, and one that comes before its labels")
  void histogramsElsewhere() throws Exception {
    String histogram = "[5,{'count':'2','sum':'1','buckets':[[0,'1','2','2']]}]";
    String read = "{a=1} 5000 count 2.0 sum 1.0 (1.0,2.0]2.0";

    assertThat(read("[{'metric':{'a':'1'},'histogram':" + histogram + "}]").histograms)
        .containsExactly(read);
    assertThat(
            read("[{'histograms':[" + histogram + "," + histogram + "],'metric':{'a':'1'}}]")
                .histograms)
        .containsExactly(read, read);
    RecordingSink lost = read("[{'histograms':[" + histogram + "," + histogram + "]}]");
    assertThat(lost.onlyDefect().kind()).isEqualTo(DefectKind.MISSING_FIELD);
    assertThat(lost.onlyDefect().recordCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7| WRONG_TYPE| a list of a time and a histogram",
        "[2,'3']| WRONG_TYPE| a histogram must be an object",
        "['x',{'count':'2','sum':'1'}]| TIME_OUT_OF_RANGE| the time x",
        "[9e99,{'count':'2','sum':'1'}]| TIME_OUT_OF_RANGE| the time 9",
        "[2,{'sum':'1'}]| MISSING_FIELD| the histogram has no count",
        "[2,{'count':'0'}]| MISSING_FIELD| the histogram has no sum",
        "[2,{'count':2,'sum':'1'}]| WRONG_TYPE| the count must be a number in quotes, found 2",
        "[2,{'count':'-1','sum':'1'}]| WRONG_TYPE| the count must be 0 or more",
        "[2,{'count':'NaN','sum':'1'}]| WRONG_TYPE| the count must be 0 or more",
        "[2,{'count':'2','sum':'one'}]| WRONG_TYPE| the sum must be a number",
        "[2,{'count':'2','sum':'1','buckets':{}}]| WRONG_TYPE| buckets must be a list",
        "[2,{'count':'2','sum':'1','buckets':[[0,'1','2']]}]| WRONG_TYPE| two bounds and a count",
        "[2,{'count':'2','sum':'1','buckets':[[4,'1','2','2']]}]| WRONG_TYPE| 0, 1, 2 or 3",
        "[2,{'count':'2','sum':'1','buckets':[[0,'2','1','2']]}]| WRONG_TYPE| must ascend",
        "[2,{'count':'2','sum':'1','buckets':[[0,'1','1','2']]}]| WRONG_TYPE| must ascend",
        "[2,{'count':'2','sum':'1','buckets':[[0,'NaN','1','2']]}]| WRONG_TYPE| must ascend",
        "[2,{'count':'2','sum':'1','buckets':[[0,'1','2','-2']]}]| WRONG_TYPE| must be 0 or more",
        "[2,{'count':'2','sum':'1','buckets':[[0,'1','3','1'],[0,'2','4','1']]}]| WRONG_TYPE|"
            + " lie over each other",
        "[2,{'count':'5','sum':'1','buckets':[[0,'1','2','2']]}]| CONTRADICTION|"
            + " its buckets hold 2.0 observations, its count is 5.0",
        "[2,{'count':'2','sum':'1','sum':'1'}]| DUPLICATE_KEY| sum",
        "[2,{'count':'2','sum':'1','buckets':[[0,'1','2','2']]| MALFORMED| found",
        "[2,{'count':'2,'sum':'1','buckets':[[0,'1','2','2']]}]| MALFORMED| found",
        "[2,{'count'}]| MALFORMED| found"
      })
  @DisplayName("A broken histogram is one defect with its text, those around it are taken")
  void brokenHistogram(String histogram, DefectKind kind, String cause) throws Exception {
    RecordingSink sink =
        read(
            "[{'metric':{'a':'1'},'histograms':[[1,{'count':'0','sum':'0'}],\n"
                + histogram
                + ",[3,{'count':'2','sum':'1','buckets':[[0,'1','2','2']]}]]},"
                + "{'metric':{'a':'1'},'values':[[3,'3']]}]");

    assertThat(sink.onlyDefect().kind()).isEqualTo(kind);
    assertThat(sink.onlyDefect().cause()).contains(cause.replace('\'', '"'));
    assertThat(sink.onlyDefect().where()).startsWith("line 2, column ");
    assertThat(sink.onlyDefect().position()).isEqualTo(2);
    assertThat(sink.onlyDefect().original()).isNotEmpty();
    assertThat(sink.histograms)
        .containsExactly(
            "{a=1} 1000 count 0.0 sum 0.0", "{a=1} 3000 count 2.0 sum 1.0 (1.0,2.0]2.0");
    assertThat(sink.samples).containsExactly(THREE);
    assertThat(sink.sum()).isEqualTo(4);
  }

  @Test
  @DisplayName("Where the last histogram of a series is damaged, the next series is taken")
  void lastHistogramDamaged() throws Exception {
    RecordingSink sink =
        read(
            "[{'metric':{'a':'1'},'histograms':[[1,{'count':'0','sum':'0'}],[2,{'count':]]},"
                + "{'metric':{'a':'1'},'values':[[3,'3']]}]");

    assertThat(sink.histograms).containsExactly("{a=1} 1000 count 0.0 sum 0.0");
    assertThat(sink.onlyDefect().kind()).isEqualTo(DefectKind.MALFORMED);
    assertThat(sink.samples).containsExactly(THREE);
  }

  private static RecordingSink read(String json) throws Exception {
    return RecordingSink.read(new PrometheusApiReader(), json.replace('\'', '"'));
  }
}
