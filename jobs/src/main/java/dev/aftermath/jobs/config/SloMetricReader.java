package dev.aftermath.jobs.config;

import dev.aftermath.jobs.domain.series.InvalidSelectorException;
import dev.aftermath.jobs.domain.series.LabelSelector;
import dev.aftermath.jobs.domain.slo.IncidentQuery;
import dev.aftermath.jobs.domain.slo.Indicator;
import dev.aftermath.jobs.domain.slo.NoticeQuery;
import dev.aftermath.jobs.domain.slo.SeriesQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@code metricSource}. */
final class SloMetricReader {
  private static final String PROMETHEUS = "Prometheus";
  private static final String LOKI = "Loki";
  private static final String INCIDENTS = "Incidents";
  private static final String STATUS_PAGE = "StatusPage";
  private static final String HISTOGRAM = "histogram";
  private static final String INEXACT_BUCKET = "inexactBucket";
  private static final int MOST_SHOWN = 40;
  private static final Pattern SUM = Pattern.compile("\\s*sum\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

  private final SloObjects objects;

  SloMetricReader(SloObjects objects) {
    this.objects = objects;
  }

  /** What the source of a metric asks for; what is wrong is noted. */
  SloMetric read(YamlNode metric) {
    metric.refuseKeysBeyond(Set.of("metricSource"));
    Optional<YamlNode> found = SloObject.mapping(metric, "metricSource");
    if (found.isEmpty()) {
      return new SloMetric.Unusable("no metric source");
    }
    YamlNode source = found.get();
    source.refuseKeysBeyond(Set.of("metricSourceRef", "type", "spec"));
    source.optionalText("metricSourceRef");
    source.find("metricSourceRef").ifPresent(it -> objects.check("DataSource", it));
    Optional<SloObject> data =
        source.optionalText("metricSourceRef").flatMap(name -> objects.find("DataSource", name));
    String type =
        source
            .optionalText("type")
            .or(() -> data.flatMap(it -> it.spec().optionalText("type")))
            .orElse(PROMETHEUS);
    Optional<YamlNode> spec = SloObject.mapping(source, "spec");
    boolean mayBeEmpty = type.equalsIgnoreCase(INCIDENTS) || type.equalsIgnoreCase(STATUS_PAGE);
    spec.filter(it -> it.entries().isEmpty() && !mayBeEmpty)
        .ifPresent(
            it ->
                it.problems()
                    .disputed(
                        it, "Invalid spec: at least one key is expected", "it is not computed"));
    Optional<String> only =
        data.flatMap(it -> it.spec().find("connectionDetails"))
            .flatMap(it -> it.optionalText("source"));
    return switch (type.toLowerCase(Locale.ROOT)) {
      case "prometheus" ->
          isLive(spec)
              ? query(spec, (text, place) -> pulled(text, only, histogram(spec), place))
              : query(spec, (text, place) -> series(text, only, histogram(spec), place));
      case "loki" -> query(spec, (text, place) -> lines(text, only));
      case "incidents" ->
          spec.<SloMetric>map(SloMetricReader::incidents)
              .orElseGet(() -> new SloMetric.Unusable("its spec is missing"));
      case "statuspage" ->
          spec.<SloMetric>map(it -> notices(it, only))
              .orElseGet(() -> new SloMetric.Unusable("its spec is missing"));
      default ->
          new SloMetric.Unusable(
              "metric sources of type "
                  + type
                  + " are not computed, only "
                  + String.join(", ", PROMETHEUS, LOKI, INCIDENTS, STATUS_PAGE));
    };
  }

  private static SloMetric query(Optional<YamlNode> spec, Parser parser) {
    Optional<String> query = spec.flatMap(it -> it.optionalText("query"));
    Optional<YamlNode> place = spec.flatMap(it -> it.find("query"));
    if (query.isEmpty() || place.isEmpty()) {
      return new SloMetric.Unusable("metricSource.spec has no query");
    }
    return parser.parse(query.get(), place.get());
  }

  private static SloMetric series(
      String query, Optional<String> source, SloMetric.Histogram histogram, YamlNode place) {
    Matcher sum = SUM.matcher(query);
    boolean summed = sum.matches();
    try {
      LabelSelector selector = LabelSelector.parse(summed ? sum.group(1) : query);
      return new SloMetric.Series(
          new SeriesQuery(source.orElse(null), selector),
          summed ? SloMetric.Form.SUMMED : SloMetric.Form.BARE,
          histogram,
          place);
    } catch (InvalidSelectorException e) {
      return refused(place, e);
    }
  }

  /** Valid PromQL, but more than the engine evaluates over exported series. */
  private static SloMetric refused(YamlNode place, InvalidSelectorException refusal) {
    String part = refusal.part().strip().replaceAll("\\s+", " ");
    String shown = part.length() <= MOST_SHOWN ? part : part.substring(0, MOST_SHOWN) + "…";
    place
        .problems()
        .warn(
            place,
            "No plain selector, nor the sum() of one"
                + (shown.isEmpty() ? "" : ", from \"" + shown + "\" on")
                + " ("
                + refusal.reason().replaceFirst(";.*", "")
                + "); write live: true beside the query, and aftermath pull lets the server"
                + " evaluate it");
    return new SloMetric.Unusable("its query is no plain selector, as slo validate shows");
  }

  private static boolean isLive(Optional<YamlNode> spec) {
    return spec.flatMap(it -> SloWindowReader.flag(it, "live")).orElse(false);
  }

  private static SloMetric pulled(
      String query, Optional<String> source, SloMetric.Histogram histogram, YamlNode place) {
    return new SloMetric.Series(
        SeriesQuery.pulled(source.orElse(null), query), SloMetric.Form.BARE, histogram, place);
  }

  private static SloMetric.Histogram histogram(Optional<YamlNode> spec) {
    return new SloMetric.Histogram(
        word(spec, HISTOGRAM, SloMetric.HistogramKind.CLASSIC, SloMetric.HistogramKind.values()),
        word(
            spec, INEXACT_BUCKET, Indicator.InexactBucket.REFUSE, Indicator.InexactBucket.values()),
        spec.flatMap(it -> it.find(HISTOGRAM).or(() -> it.find(INEXACT_BUCKET))).orElse(null));
  }

  private static <E extends Enum<E>> E word(
      Optional<YamlNode> spec, String key, E otherwise, E[] all) {
    List<String> words =
        Arrays.stream(all).map(each -> each.name().toLowerCase(Locale.ROOT)).toList();
    Optional<String> word = spec.flatMap(it -> it.optionalText(key));
    if (word.isEmpty() || words.contains(word.get())) {
      return word.map(it -> all[words.indexOf(it)]).orElse(otherwise);
    }
    YamlNode place = spec.flatMap(it -> it.find(key)).orElseThrow();
    place
        .problems()
        .at(
            place,
            "Unknown " + key + " \"" + word.get() + "\"" + Spelling.suggestion(word.get(), words));
    return otherwise;
  }

  private static SloMetric lines(String query, Optional<String> source) {
    try {
      return new SloMetric.Lines(LogQueryParser.parse(source.orElse(null), query));
    } catch (IllegalArgumentException e) {
      return new SloMetric.Unusable("this LogQL is not computed: " + e.getMessage());
    }
  }

  private static SloMetric incidents(YamlNode spec) {
    spec.refuseKeysBeyond(Set.of("description", "service", "priorities", "impacts"));
    return new SloMetric.Incidents(
        new IncidentQuery(
            spec.optionalText("service").orElse(null),
            words(spec, "priorities"),
            words(spec, "impacts")),
        spec);
  }

  private static SloMetric notices(YamlNode spec, Optional<String> source) {
    spec.refuseKeysBeyond(Set.of("description", "components", "impacts"));
    List<String> impacts = words(spec, "impacts");
    for (String impact : impacts) {
      if (!NoticeQuery.IMPACTS.contains(impact)) {
        spec.problems()
            .at(
                spec.find("impacts").orElse(spec),
                "Unknown impact \""
                    + impact
                    + "\""
                    + Spelling.suggestion(impact, NoticeQuery.IMPACTS)
                    + "; planned work and mere information never make time bad");
      }
    }
    return new SloMetric.Notices(
        new NoticeQuery(
            source.orElse(null),
            words(spec, "components"),
            impacts.isEmpty() ? NoticeQuery.IMPACTS : impacts),
        spec);
  }

  private static List<String> words(YamlNode spec, String key) {
    Optional<YamlNode> list = spec.find(key);
    if (list.isPresent()
        && !list.get().isText()
        && !(list.get().isList() && list.get().items().stream().allMatch(YamlNode::isText))) {
      spec.problems().at(list.get(), "Invalid " + key + ": a list of texts is expected");
    }
    return spec.texts(key);
  }

  /** Makes a metric of a query. */
  @FunctionalInterface
  private interface Parser {
    SloMetric parse(String query, YamlNode place);
  }
}
