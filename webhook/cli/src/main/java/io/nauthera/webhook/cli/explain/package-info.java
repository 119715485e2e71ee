/** Explains which policies govern a client, which do not, and what settings result. */
@NullMarked
package io.nauthera.webhook.cli.explain;

import org.jspecify.annotations.NullMarked;
