/** Files and standard input as documents that know where each of their fields stands. */
@NullMarked
package io.nauthera.webhook.cli.manifests;

import org.jspecify.annotations.NullMarked;
