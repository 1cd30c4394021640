/**
 * Evidence packs: writing them and verifying them, byte for byte, with no tool of ours needed to
 * check one.
 */
@NullMarked
package dev.aftermath.reports.evidence;

import org.jspecify.annotations.NullMarked;
