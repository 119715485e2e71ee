/** Reads files and standard input into manifests that know the position of every field. */
@NullMarked
package io.nauthera.webhook.cli.manifests;

import org.jspecify.annotations.NullMarked;
