/** The webhook server: TLS, limits, deadlines and the process itself. */
@NullMarked
package io.nauthera.webhook.server;

import org.jspecify.annotations.NullMarked;
