/** Judgements as text, JSON, JUnit, SARIF and GitHub annotations. */
@NullMarked
package io.nauthera.webhook.cli.report;

import org.jspecify.annotations.NullMarked;
