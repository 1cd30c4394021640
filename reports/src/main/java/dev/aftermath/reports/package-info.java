/** Value records to bytes: PDF, workbook, JSON and evidence packs. Knows no Spark. */
package dev.aftermath.reports;
