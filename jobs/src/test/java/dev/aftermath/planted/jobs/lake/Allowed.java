package dev.aftermath.planted.jobs.lake;

import io.delta.tables.DeltaTable;

/** The lake is where Delta is known. */
record Allowed(DeltaTable table) {}
