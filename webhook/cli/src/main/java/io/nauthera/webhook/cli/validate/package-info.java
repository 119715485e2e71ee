/** Validates manifests in the order in which they would be applied. */
@NullMarked
package io.nauthera.webhook.cli.validate;

import org.jspecify.annotations.NullMarked;
