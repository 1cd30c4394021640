package dev.aftermath.planted.jobs.publish;

import dev.aftermath.planted.jobs.gold.Computed;
import io.prometheus.metrics.core.metrics.Gauge;

/** Publishing reads gold, and pushes metrics. */
record Allowed(Computed computed, Gauge gauge) {}
