package dev.aftermath.planted.jobs.text;

import org.apache.lucene.index.IndexWriter;

/** Texts are looked into here. */
public record Allowed(IndexWriter index) {}
