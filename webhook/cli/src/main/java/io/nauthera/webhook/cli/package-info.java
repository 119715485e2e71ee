/** The offline command line: the webhook's own admission without a server. */
@NullMarked
package io.nauthera.webhook.cli;

import org.jspecify.annotations.NullMarked;
