/** Which clients are affected when one set of manifests replaces another. */
@NullMarked
package io.nauthera.webhook.cli.impact;

import org.jspecify.annotations.NullMarked;
