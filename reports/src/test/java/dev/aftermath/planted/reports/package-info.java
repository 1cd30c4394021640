/**
 * Code that breaks the module's rules on purpose, laid out like the module: the architecture test
 * sees each rule fail here. {@code Offences} break a rule; {@code Allowed} come close to one.
 */
package dev.aftermath.planted.reports;
