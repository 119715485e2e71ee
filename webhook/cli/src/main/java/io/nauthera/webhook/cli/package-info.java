/** The offline command line: the admission of the webhook without a server. */
@NullMarked
package io.nauthera.webhook.cli;

import org.jspecify.annotations.NullMarked;
