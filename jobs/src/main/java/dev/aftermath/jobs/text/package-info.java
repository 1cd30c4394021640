/** What libraries make of texts: an index to search, vectors of sentences, a classifier. */
package dev.aftermath.jobs.text;
