package dev.aftermath.planted.jobs.bronze;

import dev.aftermath.planted.jobs.sources.Export;

/** Bronze reads the sources. */
record Allowed(Export export) {}
