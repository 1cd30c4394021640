package dev.aftermath.jobs.domain.series;

/** Takes samples one by one, in the order of their timestamps. */
@FunctionalInterface
public interface SampleVisitor {
  /** One sample; {@code value} may be NaN or infinite, as Prometheus allows. */
  void sample(long epochMillis, double value);
}
