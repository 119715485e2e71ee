/** Whom it hits that one set of manifests takes the place of another. */
@NullMarked
package io.nauthera.webhook.cli.impact;

import org.jspecify.annotations.NullMarked;
